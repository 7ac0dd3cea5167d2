package dev.sconce.optim;

import dev.sconce.optim.internal.CMath;
import dev.sconce.torch.Tensor;
import java.util.List;

/** {@code _multi_tensor_radam} of torch/optim/radam.py. */
final class RadamForeach implements StepRule {
    private final RadamNumbers numbers;
    private final boolean maximize;

    RadamForeach(ParamGroup group) {
        numbers = new RadamNumbers(group);
        maximize = group.maximize();
    }

    @Override
    public void apply(List<ParamUpdate> updates) {
        TensorLists lists = TensorLists.asReal(updates);
        List<Tensor> params = lists.params();
        double[] steps = lists.countSteps();
        if (numbers.decoupled && numbers.weightDecay != 0) {
            Foreach.mul_(params, numbers.lr.shrink(numbers.weightDecay));
        }
        List<Tensor> grads = lists.grads(maximize, numbers.decoupled ? 0 : numbers.weightDecay);
        List<Tensor> averages = lists.states("exp_avg");
        List<Tensor> squares = lists.states("exp_avg_sq");
        Foreach.lerp_(averages, grads, 1 - numbers.beta1);
        Foreach.mul_(squares, numbers.beta2);
        Foreach.addcmul_(squares, grads, grads, 1 - numbers.beta2);
        descend(params, averages, Foreach.sqrt(squares), steps);
    }

    /** One formula for both kinds of steps: what does not apply is divided by 0, or added as 0. */
    private void descend(List<Tensor> params, List<Tensor> averages, List<Tensor> factors, double[] steps) {
        double[] rectified = new double[steps.length];
        double[] plain = new double[steps.length];
        double lr = numbers.lr.value();
        for (int i = 0; i < steps.length; i++) {
            double rectification = numbers.rectification(steps[i]);
            double correction = numbers.biasCorrection1(steps[i]);
            plain[i] = -(lr * (rectification > 0 ? 0 : 1.0) / correction);
            rectified[i] = -(CMath.pow(numbers.biasCorrection2(steps[i]), 0.5) * (lr * rectification / correction));
        }
        Foreach.add_(factors, numbers.eps);
        Foreach.div_(factors, rectified);
        Foreach.reciprocal_(factors);
        Foreach.add_(factors, plain);
        Foreach.addcmul_(params, averages, factors, 1);
    }
}
