package dev.sconce.optim;

import dev.sconce.optim.internal.CMath;
import dev.sconce.torch.Tensor;

/** {@code _single_tensor_asgd} of torch/optim/asgd.py. */
final class AsgdRule extends UpdateRule {
    private final double lr;
    private final double lambd;
    private final double alpha;
    private final double t0;
    private final double weightDecay;

    AsgdRule(ParamGroup group) {
        super(group);
        lr = group.lr();
        lambd = group.number("lambd");
        alpha = group.number("alpha");
        t0 = group.number("t0");
        weightDecay = group.weightDecay();
    }

    @Override
    void update(ParamUpdate state, Tensor param, Tensor gradient) {
        ScalarState eta = state.scalar("eta");
        ScalarState mu = state.scalar("mu");
        Tensor average = state.tensor("ax");
        double step = state.steps().increment();
        Tensor grad = weightDecay == 0 ? gradient : gradient.add(param, weightDecay);
        param.mul_(1 - lambd * eta.value()).add_(grad, -eta.value());
        if (mu.value() == 1) {
            average.copy_(param);
        } else {
            average.add_(param.sub(average).mul_(mu.value()));
        }
        eta.set(lr / CMath.pow(1 + lambd * lr * step, alpha));
        mu.set(1 / Math.max(1, step - t0));
    }
}
