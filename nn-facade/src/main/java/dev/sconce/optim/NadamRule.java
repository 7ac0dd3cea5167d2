package dev.sconce.optim;

import dev.sconce.torch.Tensor;

/** {@code _single_tensor_nadam} of torch/optim/nadam.py. */
final class NadamRule extends UpdateRule {
    private final NadamNumbers numbers;

    NadamRule(ParamGroup group) {
        super(group);
        numbers = new NadamNumbers(group);
    }

    @Override
    void update(ParamUpdate state, Tensor param, Tensor gradient) {
        double step = state.steps().increment();
        Tensor grad = gradient;
        if (numbers.weightDecay != 0) {
            if (numbers.decoupled) {
                param.mul_(numbers.lr.shrink(numbers.weightDecay));
            } else {
                grad = grad.add(param, numbers.weightDecay);
            }
        }
        double mu = numbers.mu(step);
        double nextMu = numbers.mu(step + 1);
        ScalarState product = state.scalar("mu_product");
        product.multiply(mu);
        Tensor average = state.tensor("exp_avg").lerp_(grad, 1 - numbers.beta1);
        Tensor square = state.tensor("exp_avg_sq");
        square.mul_(numbers.beta2).addcmul_(grad, grad, 1 - numbers.beta2);
        Tensor divisor = square.div(numbers.biasCorrection2(step)).sqrt().add_(numbers.eps);
        PyScalar descent = numbers.lr.negate();
        param.addcdiv_(
                grad,
                divisor,
                descent.times(1.0 - mu).over(1.0 - product.value()).value());
        param.addcdiv_(
                average,
                divisor,
                descent.times(nextMu).over(1.0 - product.value() * nextMu).value());
    }
}
