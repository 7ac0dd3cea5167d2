package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import java.util.List;

/** {@code _multi_tensor_adagrad} of torch/optim/adagrad.py. */
final class AdagradForeach implements StepRule {
    private final ParamGroup group;

    AdagradForeach(ParamGroup group) {
        this.group = group;
    }

    @Override
    public void apply(List<ParamUpdate> updates) {
        if (updates.stream().anyMatch(update -> update.grad().isSparse())) {
            new AdagradRule(group).apply(updates);
            return;
        }
        TensorLists lists = TensorLists.asReal(updates);
        List<Tensor> params = lists.params();
        double[] steps = lists.countSteps();
        List<Tensor> grads = lists.grads(group.maximize(), group.weightDecay());
        double[] factors = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            factors[i] = PyScalar.divide(-group.lr(), 1 + (steps[i] - 1) * group.number("lr_decay"));
        }
        List<Tensor> sums = lists.states("sum");
        Foreach.addcmul_(sums, grads, grads, 1);
        List<Tensor> deviations = Foreach.sqrt(sums);
        Foreach.add_(deviations, group.eps());
        Foreach.addcdiv_(params, Foreach.mul(grads, factors), deviations, 1);
    }
}
