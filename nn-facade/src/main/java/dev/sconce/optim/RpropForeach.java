package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import java.util.List;

/** {@code _multi_tensor_rprop} of torch/optim/rprop.py. */
final class RpropForeach implements StepRule {
    private final RpropNumbers numbers;
    private final boolean maximize;

    RpropForeach(ParamGroup group) {
        numbers = new RpropNumbers(group);
        maximize = group.maximize();
    }

    @Override
    public void apply(List<ParamUpdate> updates) {
        TensorLists lists = TensorLists.asReal(updates);
        lists.countSteps();
        List<Tensor> grads = lists.grads(maximize);
        List<Tensor> previous = lists.states("prev");
        List<Tensor> stepSizes = lists.states("step_size");
        List<Tensor> signs = Foreach.mul(grads, previous);
        Foreach.copy_(previous, grads);
        Foreach.sign_(signs);
        signs.forEach(numbers::factors);
        Foreach.mul_(stepSizes, signs);
        for (int i = 0; i < signs.size(); i++) {
            stepSizes.get(i).clamp_(numbers.min(), numbers.max());
            previous.get(i).maskedFill_(signs.get(i).eq(numbers.shrink()), 0);
        }
        List<Tensor> directions = previous.stream().map(Tensor::sign).toList();
        Foreach.addcmul_(lists.params(), directions, stepSizes, -1);
    }
}
