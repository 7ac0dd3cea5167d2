package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;

/** {@code _single_tensor_adam} of torch/optim/adam.py. */
final class AdamRule extends UpdateRule {
    private final AdamNumbers numbers;
    private final boolean amsgrad;

    AdamRule(ParamGroup group) {
        super(group);
        numbers = new AdamNumbers(group);
        amsgrad = group.flag("amsgrad");
    }

    @Override
    void prepare(ParamUpdate update) {
        numbers.at(update.steps().increment());
    }

    @Override
    boolean isElementwise(ParamUpdate update) {
        return !differentiable;
    }

    @Override
    void update(ParamUpdate state, Tensor param, Tensor gradient) {
        Tensor grad = decay(param, gradient);
        Tensor average = state.tensor("exp_avg").lerp_(grad, 1 - numbers.beta1);
        Tensor square = state.tensor("exp_avg_sq");
        square.mul_(numbers.beta2).addcmul_(grad, grad, 1 - numbers.beta2);
        if (amsgrad) {
            Tensor max = state.tensor("max_exp_avg_sq");
            square = Torch.maximumOut(max, max, square);
        }
        Tensor divisor = square.sqrt().div_(numbers.biasCorrection2Sqrt()).add_(numbers.eps);
        param.addcdiv_(average, divisor, -numbers.stepSize());
    }

    private Tensor decay(Tensor param, Tensor grad) {
        if (numbers.weightDecay == 0) {
            return grad;
        }
        if (numbers.decoupled) {
            param.mul_(numbers.lr.shrink(numbers.weightDecay));
            return grad;
        }
        return grad.add(param, numbers.weightDecay);
    }
}
