package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import java.util.List;

/** {@code _multi_tensor_adam} of torch/optim/adam.py. */
final class AdamForeach implements StepRule {
    private final AdamNumbers numbers;
    private final boolean amsgrad;
    private final boolean maximize;

    AdamForeach(ParamGroup group) {
        if (group.get("lr") instanceof Tensor) {
            throw new IllegalArgumentException("lr as a Tensor is not supported for capturable=False and foreach=True");
        }
        for (int i = 0; i < 2; i++) {
            if (OptionValues.item(group.get("betas"), i) instanceof Tensor) {
                throw new IllegalArgumentException(
                        "beta" + (i + 1) + " as a Tensor is not supported for capturable=False and foreach=True");
            }
        }
        numbers = new AdamNumbers(group);
        amsgrad = group.flag("amsgrad");
        maximize = group.maximize();
    }

    @Override
    public void apply(List<ParamUpdate> updates) {
        TensorLists lists = TensorLists.asReal(updates);
        List<Tensor> params = lists.params();
        List<Tensor> grads = lists.grads(maximize);
        double[] steps = lists.countSteps();
        if (numbers.weightDecay != 0) {
            if (numbers.decoupled) {
                Foreach.mul_(params, numbers.lr.shrink(numbers.weightDecay));
            } else {
                grads = Foreach.add(grads, params, numbers.weightDecay);
            }
        }
        List<Tensor> averages = lists.states("exp_avg");
        List<Tensor> squares = lists.states("exp_avg_sq");
        Foreach.lerp_(averages, grads, 1 - numbers.beta1);
        Foreach.mul_(squares, numbers.beta2);
        Foreach.addcmul_(squares, grads, grads, 1 - numbers.beta2);
        if (amsgrad) {
            List<Tensor> maxima = lists.states("max_exp_avg_sq");
            Foreach.maximum_(maxima, squares);
            squares = maxima;
        }
        descend(params, averages, Foreach.sqrt(squares), steps);
    }

    private void descend(List<Tensor> params, List<Tensor> averages, List<Tensor> divisors, double[] steps) {
        double[] stepSizes = new double[steps.length];
        double[] corrections = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            numbers.at(steps[i]);
            stepSizes[i] = -numbers.stepSize();
            corrections[i] = numbers.biasCorrection2Sqrt();
        }
        Foreach.div_(divisors, corrections);
        Foreach.add_(divisors, numbers.eps);
        Foreach.addcdiv_(params, averages, divisors, stepSizes);
    }
}
