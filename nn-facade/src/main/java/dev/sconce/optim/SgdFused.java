package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.List;

/** {@code _fused_sgd} of torch/optim/sgd.py. */
final class SgdFused implements StepRule {
    private final ParamGroup group;
    private final AmpScaling scaling;

    SgdFused(ParamGroup group, AmpScaling scaling) {
        this.group = group;
        this.scaling = scaling;
    }

    @Override
    public void apply(List<ParamUpdate> updates) {
        boolean momentum = group.momentum() != 0;
        boolean first = momentum && updates.stream().allMatch(update -> update.tensorOrNull(SgdRule.BUFFER) == null);
        if (first && scaling.skips()) {
            return; // Python goes on from momentum that the skipped step never wrote
        }
        if (first) {
            try (var none = TensorScope.none()) {
                updates.forEach(update -> update.state().put(SgdRule.BUFFER, Torch.emptyLike(update.grad())));
            }
        }
        AmpScaling here = scaling.on(updates.get(0).param().device());
        TensorLists lists = TensorLists.of(updates);
        List<Tensor> buffers = momentum ? lists.states(SgdRule.BUFFER) : List.of();
        Torch.call(
                "aten::_fused_sgd_",
                lists.params(),
                lists.grads(),
                buffers,
                group.weightDecay(),
                group.momentum(),
                group.lr(),
                group.number("dampening"),
                group.flag("nesterov"),
                group.maximize(),
                first,
                here.gradScale(),
                here.foundInf());
    }
}
