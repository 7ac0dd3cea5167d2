package dev.sconce.optim;

import dev.sconce.optim.internal.CMath;
import dev.sconce.torch.Tensor;
import java.util.List;

/** {@code _multi_tensor_nadam} of torch/optim/nadam.py. */
final class NadamForeach implements StepRule {
    private final NadamNumbers numbers;
    private final boolean maximize;

    NadamForeach(ParamGroup group) {
        numbers = new NadamNumbers(group);
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
        List<Tensor> divisors = Foreach.sqrt(squares);
        double[] corrections = new double[steps.length];
        double[] ofGrads = new double[steps.length];
        double[] ofAverages = new double[steps.length];
        double lr = numbers.lr.value();
        for (int i = 0; i < steps.length; i++) {
            updates.get(i).scalar("mu_product").multiply(numbers.mu(steps[i]));
        }
        for (int i = 0; i < steps.length; i++) {
            corrections[i] = CMath.pow(numbers.biasCorrection2(steps[i]), 0.5);
            double mu = numbers.mu(steps[i]);
            double nextMu = numbers.mu(steps[i] + 1);
            double product = updates.get(i).scalar("mu_product").value();
            ofGrads[i] = -(lr * (1.0 - mu) / (1.0 - product));
            ofAverages[i] = -(lr * nextMu / (1.0 - product * nextMu));
        }
        Foreach.div_(divisors, corrections);
        Foreach.add_(divisors, numbers.eps);
        Foreach.addcdiv_(params, grads, divisors, ofGrads);
        Foreach.addcdiv_(params, averages, divisors, ofAverages);
    }
}
