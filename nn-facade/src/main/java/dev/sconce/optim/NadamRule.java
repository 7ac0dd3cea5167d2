package dev.sconce.optim;

import dev.sconce.torch.Tensor;

/** {@code _single_tensor_nadam} of torch/optim/nadam.py. */
final class NadamRule extends UpdateRule {
    private final NadamNumbers numbers;
    private final Quantity recordedLr;

    NadamRule(ParamGroup group) {
        super(group);
        numbers = new NadamNumbers(group);
        recordedLr = Quantity.ofOption("lr", group.get("lr"));
    }

    @Override
    void update(ParamUpdate state, Tensor param, Tensor gradient) {
        double step = state.steps().increment();
        Tensor grad = gradient;
        if (numbers.weightDecay != 0) {
            if (numbers.decoupled) {
                recordedLr.times(numbers.weightDecay).fromOne().scale(param);
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
        Tensor root = square.div(numbers.biasCorrection2(step)).sqrt();
        if (differentiable) {
            descend(param, grad, average, root.add(numbers.eps), mu, nextMu, product.tensor());
            return;
        }
        Tensor divisor = root.add_(numbers.eps);
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

    /** The end of a recorded step: all numbers are factors of the tensors, so that they can be tensors themselves. */
    private void descend(
            Tensor param, Tensor grad, Tensor average, Tensor divisor, double mu, double nextMu, Tensor product) {
        Quantity descent = recordedLr.negate();
        Quantity ofGrad = descent.times(1.0 - mu).over(Quantity.of(product).fromOne());
        Quantity ofAverage =
                descent.times(nextMu).over(Quantity.of(product).times(nextMu).fromOne());
        param.addcdiv_(ofGrad.times(grad), divisor);
        param.addcdiv_(ofAverage.times(average), divisor);
    }
}
