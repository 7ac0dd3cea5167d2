package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.Collections;
import java.util.List;

/** {@code _fused_adagrad} of torch/optim/adagrad.py: the native function does all but the counting of steps. */
final class AdagradFused implements StepRule {
    private final ParamGroup group;
    private final AmpScaling scaling;

    AdagradFused(ParamGroup group, AmpScaling scaling) {
        FusedStep.checkNotRecorded("adagrad", group);
        this.group = group;
        this.scaling = scaling;
    }

    @Override
    public void apply(List<ParamUpdate> updates) {
        AmpScaling here = scaling.on(updates.get(0).param().device());
        TensorLists lists = TensorLists.of(updates);
        List<Tensor> steps = lists.countStepsInTensors();
        Torch.call(
                "aten::_fused_adagrad_",
                lists.params(),
                lists.grads(),
                lists.states("sum"),
                steps,
                group.lr(),
                group.number("lr_decay"),
                group.weightDecay(),
                group.eps(),
                group.maximize(),
                here.gradScale(),
                here.foundInf());
        if (here.foundInf() != null) {
            Foreach.sub_(steps, Collections.nCopies(steps.size(), here.foundInf())); // a skipped step does not count
        }
    }
}
