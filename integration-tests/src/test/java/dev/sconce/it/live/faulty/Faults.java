package dev.sconce.it.live.faulty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Mistakes by the names that {@code faulty_calls.py} gives them. */
final class Faults {
    private final Map<String, ThrowingCallable> calls = new LinkedHashMap<>();

    Faults add(String name, ThrowingCallable call) {
        assertThat(calls.put(name, call)).as("another mistake named %s", name).isNull();
        return this;
    }

    Faults addAll(Faults others) {
        others.calls.forEach(this::add);
        return this;
    }

    Map<String, ThrowingCallable> calls() {
        return calls;
    }

    // Tensors as the script makes them

    static Tensor longs(long... shape) {
        return Torch.ones(o -> o.dtype(DType.INT64), shape);
    }

    static Tensor doubles(long... shape) {
        return Torch.ones(o -> o.dtype(DType.FLOAT64), shape);
    }

    static Tensor bools(long... shape) {
        return Torch.ones(o -> o.dtype(DType.BOOL), shape);
    }

    static Tensor complex(long... shape) {
        return Torch.ones(o -> o.dtype(DType.COMPLEX64), shape);
    }

    static Tensor leaf() {
        return Torch.ones(o -> o.requiresGrad(true), 3);
    }

    static long[] sizes(long... sizes) {
        return sizes;
    }
}
