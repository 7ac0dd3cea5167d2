package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import java.util.List;

/** {@code _multi_tensor_rmsprop} of torch/optim/rmsprop.py. */
final class RmsPropForeach implements StepRule {
    private final ParamGroup group;

    RmsPropForeach(ParamGroup group) {
        this.group = group;
    }

    @Override
    public void apply(List<ParamUpdate> updates) {
        TensorLists lists = TensorLists.asReal(updates);
        double momentum = group.momentum();
        List<Tensor> params = lists.params();
        lists.countSteps();
        List<Tensor> grads = lists.grads(group.maximize(), group.weightDecay());
        List<Tensor> divisors = deviations(lists, grads);
        Foreach.add_(divisors, group.eps());
        if (momentum > 0) {
            List<Tensor> buffers = lists.states("momentum_buffer");
            Foreach.mul_(buffers, momentum);
            Foreach.addcdiv_(buffers, grads, divisors, 1);
            Foreach.add_(params, buffers, -group.lr());
        } else {
            Foreach.addcdiv_(params, grads, divisors, -group.lr());
        }
    }

    private List<Tensor> deviations(TensorLists lists, List<Tensor> grads) {
        double alpha = group.number("alpha");
        List<Tensor> squares = lists.states("square_avg");
        Foreach.mul_(squares, alpha);
        Foreach.addcmul_(squares, grads, grads, 1 - alpha);
        if (!group.flag("centered")) {
            return Foreach.sqrt(squares);
        }
        List<Tensor> averages = lists.states("grad_avg");
        Foreach.lerp_(averages, grads, 1 - alpha);
        List<Tensor> deviations = Foreach.addcmul(squares, averages, averages, -1);
        Foreach.sqrt_(deviations);
        return deviations;
    }
}
