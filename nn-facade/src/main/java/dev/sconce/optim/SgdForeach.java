package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/** {@code _multi_tensor_sgd} of torch/optim/sgd.py. */
final class SgdForeach implements StepRule {
    private final double lr;
    private final double momentum;
    private final double dampening;
    private final double weightDecay;
    private final boolean nesterov;
    private final boolean maximize;

    SgdForeach(ParamGroup group) {
        lr = group.lr();
        momentum = group.momentum();
        dampening = group.number("dampening");
        weightDecay = group.weightDecay();
        nesterov = group.flag("nesterov");
        maximize = group.maximize();
    }

    @Override
    public void apply(List<ParamUpdate> updates) {
        TensorLists lists = TensorLists.of(updates);
        List<Tensor> params = lists.params();
        List<Tensor> grads = lists.grads(maximize);
        if (weightDecay != 0) {
            grads = Foreach.add(grads, params, weightDecay);
        }
        if (momentum != 0) {
            List<Tensor> buffers = buffers(updates, grads);
            if (nesterov) {
                Foreach.add_(grads, buffers, momentum);
            } else {
                grads = buffers;
            }
        }
        if (updates.stream().anyMatch(update -> update.grad().isSparse())) {
            for (int i = 0; i < params.size(); i++) {
                params.get(i).add_(grads.get(i), -lr);
            }
        } else {
            Foreach.add_(params, grads, -lr);
        }
    }

    private List<Tensor> buffers(List<ParamUpdate> updates, List<Tensor> grads) {
        if (updates.stream().allMatch(update -> update.tensorOrNull(SgdRule.BUFFER) != null)) {
            List<Tensor> buffers = TensorLists.of(updates).states(SgdRule.BUFFER);
            Foreach.mul_(buffers, momentum);
            Foreach.add_(buffers, grads, 1 - dampening);
            return buffers;
        }
        List<Tensor> buffers = new ArrayList<>(updates.size());
        for (int i = 0; i < updates.size(); i++) {
            Tensor buffer = updates.get(i).tensorOrNull(SgdRule.BUFFER);
            buffers.add(
                    buffer == null
                            ? SgdRule.begin(updates.get(i), grads.get(i))
                            : buffer.mul_(momentum).add_(grads.get(i), 1 - dampening));
        }
        return buffers;
    }
}
