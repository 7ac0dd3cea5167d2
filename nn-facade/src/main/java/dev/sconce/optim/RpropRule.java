package dev.sconce.optim;

import dev.sconce.torch.Tensor;

/** {@code _single_tensor_rprop} of torch/optim/rprop.py. */
final class RpropRule extends UpdateRule {
    private final RpropNumbers numbers;

    RpropRule(ParamGroup group) {
        super(group);
        numbers = new RpropNumbers(group);
    }

    @Override
    void update(ParamUpdate state, Tensor param, Tensor gradient) {
        state.steps().increment();
        Tensor previous = state.tensor("prev");
        Tensor stepSize = state.tensor("step_size");
        Tensor factors = numbers.factors(
                gradient.mul(differentiable ? previous.clone() : previous).sign());
        stepSize.mul_(factors).clamp_(numbers.min(), numbers.max());
        Tensor grad = gradient.clone().maskedFill_(factors.eq(numbers.shrink()), 0);
        param.addcmul_(grad.sign(), stepSize, -1);
        previous.copy_(grad);
    }
}
