package dev.sconce.optim;

import dev.sconce.torch.Tensor;

/** {@code _single_tensor_asgd} of torch/optim/asgd.py. */
final class AsgdRule extends UpdateRule {
    private final Quantity lr;
    private final double lambd;
    private final double alpha;
    private final double t0;
    private final double weightDecay;

    AsgdRule(ParamGroup group) {
        super(group);
        lr = Quantity.ofOption("lr", group.get("lr"));
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
        Quantity growth = lr.times(lambd).times(step).plusOne();
        eta.set(lr.over(growth.pow(Quantity.of(alpha))).value());
        mu.set(1 / Math.max(1, step - t0));
    }
}
