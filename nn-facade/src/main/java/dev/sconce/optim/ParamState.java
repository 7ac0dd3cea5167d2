package dev.sconce.optim;

import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an optimizer remembers of one parameter: {@code optimizer.state[p]}, by Python's names and in Python's order. */
final class ParamState {
    static final String STEP = "step";

    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private final boolean complex;

    ParamState(Tensor param) {
        complex = param.dtype().isComplex();
    }

    /** Whether the parameter is complex; remembered, since every step asks. */
    boolean isComplex() {
        return complex;
    }

    /** The values as they are kept. */
    Map<String, @Nullable Object> values() {
        return values;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    @Nullable
    Object get(String name) {
        return values.get(name);
    }

    void put(String name, @Nullable Object value) {
        values.put(name, value);
    }

    /** A tensor that must be there. */
    Tensor tensor(String name) {
        Tensor tensor = tensorOrNull(name);
        if (tensor == null) {
            throw new IllegalStateException(
                    "The state of a parameter has no '" + name + "': it has " + values.keySet());
        }
        return tensor;
    }

    @Nullable
    Tensor tensorOrNull(String name) {
        return values.get(name) instanceof Tensor tensor ? tensor : null;
    }

    /** All tensors that are not numbers in disguise. */
    Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value instanceof Tensor tensor) {
                tensors.put(name, tensor);
            }
        });
        return tensors;
    }

    /** Begins to count steps. */
    void startSteps() {
        putScalar(STEP, 0, Device.CPU);
    }

    /** Begins to count steps; fused steps count on the parameter's device. */
    void startSteps(Tensor param, boolean fused) {
        values.put(STEP, new ScalarState(0, ScalarState.dtype(fused), fused ? param.device() : Device.CPU));
    }

    /** Begins a number that is a tensor in Python. */
    void putScalar(String name, double value, Device device) {
        values.put(name, new ScalarState(value, ScalarState.dtype(false), device));
    }

    /** Begins a tensor of the other's shape, dtype, device and memory layout. */
    void putZerosLike(String name, Tensor other) {
        values.put(name, Torch.zerosLike(other));
    }

    ScalarState steps() {
        return scalar(STEP);
    }

    ScalarState scalar(String name) {
        if (values.get(name) instanceof ScalarState scalar) {
            return scalar;
        }
        throw new IllegalStateException("The state of a parameter has no '" + name + "': it has " + values.keySet());
    }

    /** The values as Python has them. */
    Map<String, @Nullable Object> export() {
        Map<String, @Nullable Object> exported = new LinkedHashMap<>();
        values.forEach((name, value) ->
                exported.put(name, value instanceof ScalarState scalar ? scalar.tensorToChange() : value));
        return exported;
    }
}
