package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operations on lists of tensors, {@code torch._foreach_*}; names and the underscore for in-place forms are Python's. The
 * tensors of a list have one device and dtype.
 */
final class Foreach {
    private Foreach() {}

    private static List<Tensor> make(String name, @Nullable Object... arguments) {
        if (!(Torch.call("aten::_foreach_" + name, arguments) instanceof List<?> results)) {
            throw new IllegalStateException("_foreach_" + name + " returned no list");
        }
        List<Tensor> tensors = new ArrayList<>(results.size());
        results.forEach(result -> tensors.add((Tensor) result));
        return tensors;
    }

    private static void change(String name, @Nullable Object... arguments) {
        Torch.call("aten::_foreach_" + name, arguments);
    }

    private static List<Double> boxed(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    static List<Tensor> neg(List<Tensor> tensors) {
        return make("neg", tensors);
    }

    static void neg_(List<Tensor> tensors) {
        change("neg_", tensors);
    }

    static List<Tensor> add(List<Tensor> tensors, List<Tensor> others, double alpha) {
        return make("add.List", tensors, others, alpha);
    }

    static List<Tensor> add(List<Tensor> tensors, double number) {
        return make("add.Scalar", tensors, number);
    }

    static void add_(List<Tensor> tensors, List<Tensor> others, double alpha) {
        change("add_.List", tensors, others, alpha);
    }

    static void add_(List<Tensor> tensors, List<Tensor> others) {
        change("add_.List", tensors, others);
    }

    static void sub_(List<Tensor> tensors, List<Tensor> others) {
        change("sub_.List", tensors, others);
    }

    static void add_(List<Tensor> tensors, double number) {
        change("add_.Scalar", tensors, number);
    }

    static void add_(List<Tensor> tensors, double[] numbers) {
        change("add_.ScalarList", tensors, boxed(numbers));
    }

    static List<Tensor> sub(List<Tensor> tensors, List<Tensor> others) {
        return make("sub.List", tensors, others);
    }

    static List<Tensor> mul(List<Tensor> tensors, List<Tensor> others) {
        return make("mul.List", tensors, others);
    }

    static List<Tensor> mul(List<Tensor> tensors, double[] factors) {
        return make("mul.ScalarList", tensors, boxed(factors));
    }

    static void mul_(List<Tensor> tensors, List<Tensor> others) {
        change("mul_.List", tensors, others);
    }

    static void mul_(List<Tensor> tensors, double factor) {
        change("mul_.Scalar", tensors, factor);
    }

    static void mul_(List<Tensor> tensors, double[] factors) {
        change("mul_.ScalarList", tensors, boxed(factors));
    }

    static void div_(List<Tensor> tensors, List<Tensor> others) {
        change("div_.List", tensors, others);
    }

    static void div_(List<Tensor> tensors, double[] divisors) {
        change("div_.ScalarList", tensors, boxed(divisors));
    }

    static void lerp_(List<Tensor> tensors, List<Tensor> ends, double weight) {
        change("lerp_.Scalar", tensors, ends, weight);
    }

    static void lerp_(List<Tensor> tensors, List<Tensor> ends, double[] weights) {
        change("lerp_.ScalarList", tensors, ends, boxed(weights));
    }

    static List<Tensor> addcmul(List<Tensor> tensors, List<Tensor> a, List<Tensor> b, double value) {
        return make("addcmul.Scalar", tensors, a, b, value);
    }

    static void addcmul_(List<Tensor> tensors, List<Tensor> a, List<Tensor> b, double value) {
        change("addcmul_.Scalar", tensors, a, b, value);
    }

    static void addcdiv_(List<Tensor> tensors, List<Tensor> a, List<Tensor> b, double value) {
        change("addcdiv_.Scalar", tensors, a, b, value);
    }

    static void addcdiv_(List<Tensor> tensors, List<Tensor> a, List<Tensor> b, double[] values) {
        change("addcdiv_.ScalarList", tensors, a, b, boxed(values));
    }

    static List<Tensor> sqrt(List<Tensor> tensors) {
        return make("sqrt", tensors);
    }

    static void sqrt_(List<Tensor> tensors) {
        change("sqrt_", tensors);
    }

    static List<Tensor> abs(List<Tensor> tensors) {
        return make("abs", tensors);
    }

    static void abs_(List<Tensor> tensors) {
        change("abs_", tensors);
    }

    static void sign_(List<Tensor> tensors) {
        change("sign_", tensors);
    }

    static void rsqrt_(List<Tensor> tensors) {
        change("rsqrt_", tensors);
    }

    static void reciprocal_(List<Tensor> tensors) {
        change("reciprocal_", tensors);
    }

    static void maximum_(List<Tensor> tensors, List<Tensor> others) {
        change("maximum_.List", tensors, others);
    }

    static void clampMin_(List<Tensor> tensors, double min) {
        change("clamp_min_.Scalar", tensors, min);
    }

    static void copy_(List<Tensor> tensors, List<Tensor> sources) {
        change("copy_", tensors, sources);
    }
}
