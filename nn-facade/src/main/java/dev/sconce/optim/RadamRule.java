package dev.sconce.optim;

import dev.sconce.optim.internal.CMath;
import dev.sconce.torch.Tensor;

/** {@code _single_tensor_radam} of torch/optim/radam.py. */
final class RadamRule extends UpdateRule {
    private final RadamNumbers numbers;
    private final Quantity recordedLr;

    RadamRule(ParamGroup group) {
        super(group);
        numbers = new RadamNumbers(group);
        recordedLr = Quantity.ofOption("lr", group.get("lr"));
    }

    @Override
    void update(ParamUpdate state, Tensor param, Tensor gradient) {
        double step = state.steps().increment();
        Tensor grad = gradient;
        if (numbers.weightDecay != 0) {
            if (numbers.decoupled) {
                recordedLr.times(numbers.weightDecay).fromOne().scale(param);
            } else {
                grad = grad.add(param, numbers.weightDecay);
            }
        }
        Tensor average = state.tensor("exp_avg").lerp_(grad, 1 - numbers.beta1);
        Tensor square = state.tensor("exp_avg_sq");
        square.mul_(numbers.beta2).addcmul_(grad, grad, 1 - numbers.beta2);
        Tensor update = recordedLr.scale(average.div(numbers.biasCorrection1(step)));
        double rectification = numbers.rectification(step);
        if (rectification > 0) {
            update = rectify(update, square.sqrt(), CMath.pow(numbers.biasCorrection2(step), 0.5), rectification);
        }
        param.add_(update, -1);
    }

    /** Python's {@code number / tensor} is the reciprocal times the number. */
    private Tensor rectify(Tensor update, Tensor root, double correction, double rectification) {
        if (differentiable) {
            Tensor adaptive = root.add(numbers.eps).reciprocal().mul(correction);
            return update.mul(adaptive).mul(rectification);
        }
        Tensor adaptive = root.add_(numbers.eps).reciprocal_().mul_(correction);
        return update.mul_(adaptive).mul_(rectification);
    }
}
