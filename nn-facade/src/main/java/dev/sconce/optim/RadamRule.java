package dev.sconce.optim;

import dev.sconce.optim.internal.CMath;
import dev.sconce.torch.Tensor;

/** {@code _single_tensor_radam} of torch/optim/radam.py. */
final class RadamRule extends UpdateRule {
    private final RadamNumbers numbers;

    RadamRule(ParamGroup group) {
        super(group);
        numbers = new RadamNumbers(group);
    }

    @Override
    void update(ParamUpdate state, Tensor param, Tensor gradient) {
        double step = state.steps().increment();
        Tensor grad = gradient;
        if (numbers.weightDecay != 0) {
            if (numbers.decoupled) {
                param.mul_(numbers.lr.shrink(numbers.weightDecay));
            } else {
                grad = grad.add(param, numbers.weightDecay);
            }
        }
        Tensor average = state.tensor("exp_avg").lerp_(grad, 1 - numbers.beta1);
        Tensor square = state.tensor("exp_avg_sq");
        square.mul_(numbers.beta2).addcmul_(grad, grad, 1 - numbers.beta2);
        Tensor update = average.div(numbers.biasCorrection1(step)).mul_(numbers.lr.value());
        double rectification = numbers.rectification(step);
        if (rectification > 0) {
            // Python's number / tensor is the reciprocal times the number.
            Tensor adaptive = square.sqrt().add_(numbers.eps).reciprocal_();
            adaptive.mul_(CMath.pow(numbers.biasCorrection2(step), 0.5));
            update.mul_(adaptive).mul_(rectification);
        }
        param.add_(update, -1);
    }
}
