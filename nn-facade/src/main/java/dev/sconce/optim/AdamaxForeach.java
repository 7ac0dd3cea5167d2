package dev.sconce.optim;

import dev.sconce.optim.internal.CMath;
import dev.sconce.torch.Tensor;
import java.util.List;

/** {@code _multi_tensor_adamax} of torch/optim/adamax.py. */
final class AdamaxForeach implements StepRule {
    private final ParamGroup group;

    AdamaxForeach(ParamGroup group) {
        this.group = group;
    }

    @Override
    public void apply(List<ParamUpdate> updates) {
        TensorLists lists = TensorLists.asReal(updates);
        double[] betas = OptionValues.numbers("betas", group.get("betas"), 2);
        List<Tensor> params = lists.params();
        double[] steps = lists.countSteps();
        List<Tensor> grads = lists.grads(group.maximize(), group.weightDecay());
        List<Tensor> averages = lists.states("exp_avg");
        List<Tensor> norms = lists.states("exp_inf");
        Foreach.lerp_(averages, grads, 1 - betas[0]);
        Foreach.mul_(norms, betas[1]);
        List<Tensor> sizes = Foreach.abs(grads);
        Foreach.add_(sizes, group.eps());
        Foreach.maximum_(norms, sizes);
        double[] stepSizes = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            stepSizes[i] = -PyScalar.divide(group.lr(), 1 - CMath.pow(betas[0], steps[i]));
        }
        Foreach.addcdiv_(params, averages, norms, stepSizes);
    }
}
