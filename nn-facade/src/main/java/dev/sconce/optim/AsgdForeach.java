package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import java.util.List;

/** {@code _multi_tensor_asgd} of torch/optim/asgd.py. */
final class AsgdForeach implements StepRule {
    private final double lr;
    private final double lambd;
    private final double alpha;
    private final double t0;
    private final double weightDecay;
    private final boolean maximize;

    AsgdForeach(ParamGroup group) {
        lr = group.lr();
        lambd = group.number("lambd");
        alpha = group.number("alpha");
        t0 = group.number("t0");
        weightDecay = group.weightDecay();
        maximize = group.maximize();
    }

    @Override
    public void apply(List<ParamUpdate> updates) {
        TensorLists lists = TensorLists.asReal(updates);
        List<Tensor> params = lists.params();
        List<Tensor> averages = lists.states("ax");
        lists.countSteps();
        List<Tensor> changes = lists.grads(maximize, weightDecay);
        changes = Foreach.add(changes, params, lambd);
        Foreach.addcmul_(params, changes, lists.scalars("eta"), -1);
        Foreach.addcmul_(averages, Foreach.sub(params, averages), lists.scalars("mu"), 1);
        updates.forEach(this::advance);
    }

    private void advance(ParamUpdate update) {
        // In this form Python computes eta with tensors, so that it is rounded in other places than in the plain one.
        Tensor base = update.steps().tensor().mul(lambd * lr).add(1);
        update.scalar("eta").set(base.pow(alpha).reciprocal().mul(lr).item());
        update.scalar("mu").set(1 / Math.max(1, update.steps().value() - t0));
    }
}
