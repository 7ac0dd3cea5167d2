package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Divides gradients by a scale and notes on each device whether one of them is infinite or NaN: {@code _unscale_grads_} of
 * torch/amp/grad_scaler.py.
 */
final class GradientCheck {
    private final Tensor inverseScale;
    private final boolean allowsFloat16;
    private final Map<Device, Map<DType, List<Tensor>>> grads = new LinkedHashMap<>();

    private GradientCheck(Tensor inverseScale, boolean allowsFloat16) {
        this.inverseScale = inverseScale;
        this.allowsFloat16 = allowsFloat16;
    }

    /**
     * Divides the gradients in place.
     *
     * @param scale a float32 of no dimensions
     * @return a float32 of no dimensions for each device, not 0 if a gradient is not finite; in no scope
     * @throws TorchException if a gradient is float16, or of a dtype that cannot be checked
     */
    static List<Tensor> unscale(Iterable<? extends Tensor> parameters, Tensor scale) {
        try (ThreadMode noGrad = Torch.noGrad();
                TensorScope scope = new TensorScope()) {
            // Single precision is imprecise here with some compilers' options, says the original.
            Tensor inverse = scale.to(DType.FLOAT64).reciprocal().to(DType.FLOAT32);
            return new GradientCheck(inverse, false).run(parameters, scope);
        }
    }

    /** Only looks at the gradients, for an optimizer that divides them itself. The result is that of {@link #unscale}. */
    static List<Tensor> look(Iterable<? extends Tensor> parameters, Device device) {
        try (ThreadMode noGrad = Torch.noGrad();
                TensorScope scope = new TensorScope()) {
            return new GradientCheck(number(1, device), true).run(parameters, scope);
        }
    }

    private List<Tensor> run(Iterable<? extends Tensor> parameters, TensorScope scope) {
        parameters.forEach(this::collect);
        List<Tensor> found = new ArrayList<>();
        grads.forEach((device, byDtype) -> found.add(check(device, byDtype.values())));
        found.forEach(scope::keep);
        return found;
    }

    private void collect(Tensor parameter) {
        Tensor grad = parameter.grad();
        if (grad == null) {
            return;
        }
        boolean half = grad.dtype() == DType.FLOAT16;
        if (half && !allowsFloat16) {
            throw new TorchException("Attempting to unscale FP16 gradients.");
        }
        Tensor values = grad;
        if (grad.isSparse()) {
            if (half) { // sums of values with one index may overflow, and must be looked at
                grad = grad.coalesce();
                parameter.setGrad(grad);
            }
            values = (Tensor)
                    Objects.requireNonNull(Torch.call("aten::_values", grad)); // the gradient's own, not a copy
        }
        grads.computeIfAbsent(values.device(), device -> new LinkedHashMap<>())
                .computeIfAbsent(values.dtype(), dtype -> new ArrayList<>())
                .add(values);
    }

    private Tensor check(Device device, Collection<List<Tensor>> grads) {
        Tensor flag = number(0, device);
        Tensor inverse = inverseScale.to(device, DType.FLOAT32);
        for (List<Tensor> ofOneDtype : grads) {
            Torch.call("aten::_amp_foreach_non_finite_check_and_unscale_", ofOneDtype, flag, inverse);
        }
        return flag;
    }

    private static Tensor number(double value, Device device) {
        return Torch.full(new long[0], value, o -> o.dtype(DType.FLOAT32).device(device));
    }
}
