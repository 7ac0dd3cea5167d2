package dev.sconce.optim;

import dev.sconce.torch.Tensor;

/** {@code _single_tensor_adadelta} of torch/optim/adadelta.py. */
final class AdadeltaRule extends UpdateRule {
    private final double lr;
    private final double rho;
    private final double eps;
    private final double weightDecay;

    AdadeltaRule(ParamGroup group) {
        super(group);
        lr = constant(group, "lr");
        rho = group.number("rho");
        eps = group.eps();
        weightDecay = group.weightDecay();
    }

    @Override
    void update(ParamUpdate state, Tensor param, Tensor gradient) {
        state.steps().increment();
        Tensor grad = weightDecay == 0 ? gradient : gradient.add(param, weightDecay);
        Tensor square = state.tensor("square_avg");
        Tensor accumulated = state.tensor("acc_delta");
        square.mul_(rho).addcmul_(grad, grad, 1 - rho);
        Tensor deviation = square.add(eps).sqrt_();
        Tensor root = accumulated.add(eps).sqrt_();
        Tensor delta = (differentiable ? root.clone() : root).div_(deviation).mul_(grad);
        accumulated.mul_(rho).addcmul_(delta, delta, 1 - rho);
        param.add_(delta, -lr);
    }
}
