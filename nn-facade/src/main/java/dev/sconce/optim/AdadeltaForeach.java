package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import java.util.List;

/** {@code _multi_tensor_adadelta} of torch/optim/adadelta.py. */
final class AdadeltaForeach implements StepRule {
    private final double lr;
    private final double rho;
    private final double eps;
    private final double weightDecay;
    private final boolean maximize;

    AdadeltaForeach(ParamGroup group) {
        lr = group.lr();
        rho = group.number("rho");
        eps = group.eps();
        weightDecay = group.weightDecay();
        maximize = group.maximize();
    }

    @Override
    public void apply(List<ParamUpdate> updates) {
        TensorLists lists = TensorLists.asReal(updates);
        List<Tensor> params = lists.params();
        lists.countSteps();
        List<Tensor> grads = lists.grads(maximize, weightDecay);
        List<Tensor> squares = lists.states("square_avg");
        List<Tensor> accumulated = lists.states("acc_delta");
        Foreach.mul_(squares, rho);
        Foreach.addcmul_(squares, grads, grads, 1 - rho);
        List<Tensor> deviations = Foreach.add(squares, eps);
        Foreach.sqrt_(deviations);
        List<Tensor> deltas = Foreach.add(accumulated, eps);
        Foreach.sqrt_(deltas);
        Foreach.div_(deltas, deviations);
        Foreach.mul_(deltas, grads);
        Foreach.mul_(accumulated, rho);
        Foreach.addcmul_(accumulated, deltas, deltas, 1 - rho);
        Foreach.add_(params, deltas, -lr);
    }
}
