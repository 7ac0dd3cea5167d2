package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.Collections;
import java.util.List;

/** {@code _fused_adam} of torch/optim/adam.py: the native function does all but the counting of steps. */
final class AdamFused implements StepRule {
    private final ParamGroup group;
    private final AmpScaling scaling;

    AdamFused(ParamGroup group, AmpScaling scaling) {
        FusedStep.checkNotRecorded("Adam", group);
        this.group = group;
        this.scaling = scaling;
    }

    @Override
    public void apply(List<ParamUpdate> updates) {
        AmpScaling here = scaling.on(updates.get(0).param().device());
        TensorLists lists = TensorLists.of(updates);
        boolean amsgrad = group.flag("amsgrad");
        List<Tensor> steps = lists.countStepsInTensors();
        double[] betas = OptionValues.numbers("betas", group.get("betas"), 2);
        Torch.call(
                group.flag("decoupled_weight_decay") ? "aten::_fused_adamw_" : "aten::_fused_adam_",
                lists.params(),
                lists.grads(),
                lists.states("exp_avg"),
                lists.states("exp_avg_sq"),
                amsgrad ? lists.states("max_exp_avg_sq") : List.of(),
                steps,
                group.lr(),
                betas[0],
                betas[1],
                group.weightDecay(),
                group.eps(),
                amsgrad,
                group.maximize(),
                here.gradScale(),
                here.foundInf());
        if (here.foundInf() != null) {
            Foreach.sub_(steps, Collections.nCopies(steps.size(), here.foundInf())); // a skipped step does not count
        }
    }
}
