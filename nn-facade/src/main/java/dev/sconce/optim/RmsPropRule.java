package dev.sconce.optim;

import dev.sconce.torch.Tensor;

/** {@code _single_tensor_rmsprop} of torch/optim/rmsprop.py. */
final class RmsPropRule extends UpdateRule {
    private final double lr;
    private final double alpha;
    private final double eps;
    private final double weightDecay;
    private final double momentum;
    private final boolean centered;

    RmsPropRule(ParamGroup group) {
        super(group);
        lr = constant(group, "lr");
        alpha = group.number("alpha");
        eps = group.eps();
        weightDecay = group.weightDecay();
        momentum = group.momentum();
        centered = group.flag("centered");
    }

    @Override
    void update(ParamUpdate state, Tensor param, Tensor gradient) {
        state.steps().increment();
        Tensor grad = weightDecay == 0 ? gradient : gradient.add(param, weightDecay);
        Tensor deviation = deviation(state, grad);
        Tensor divisor = differentiable ? deviation.add(eps) : deviation.add_(eps);
        if (momentum > 0) {
            Tensor buffer = state.tensor("momentum_buffer").mul_(momentum).addcdiv_(grad, divisor);
            param.add_(buffer, -lr);
        } else {
            param.addcdiv_(grad, divisor, -lr);
        }
    }

    private Tensor deviation(ParamUpdate state, Tensor grad) {
        Tensor square = state.tensor("square_avg").mul_(alpha).addcmul_(grad, grad, 1 - alpha);
        if (!centered) {
            return square.sqrt();
        }
        Tensor average = state.tensor("grad_avg").lerp_(grad, 1 - alpha);
        return square.addcmul(average, average, -1).sqrt_();
    }
}
