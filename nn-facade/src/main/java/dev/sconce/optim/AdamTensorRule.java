package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;

/**
 * {@code _single_tensor_adam} of torch/optim/adam.py where hyper-parameters are tensors or the step is recorded: gradients
 * flow through it to the parameters' gradients before the step and to {@code lr}, {@code betas} and {@code weight_decay}.
 */
final class AdamTensorRule extends UpdateRule {
    private final Quantity lr;
    private final Quantity beta1;
    private final Quantity beta2;
    private final Quantity weightDecay;
    private final boolean decays;
    private final double eps;
    private final boolean amsgrad;
    private final boolean decoupled;

    AdamTensorRule(ParamGroup group) {
        super(group);
        lr = Quantity.ofOption("lr", group.get("lr"));
        beta1 = Quantity.ofOption("betas", OptionValues.item(group.get("betas"), 0));
        beta2 = Quantity.ofOption("betas", OptionValues.item(group.get("betas"), 1));
        weightDecay = Quantity.ofOption("weight_decay", group.get("weight_decay"));
        decays = weightDecay.value() != 0;
        eps = group.eps();
        amsgrad = group.flag("amsgrad");
        decoupled = group.flag("decoupled_weight_decay");
    }

    /** Whether a group's step needs this rule. */
    static boolean isFor(ParamGroup group) {
        return group.flag("differentiable") || OptionValues.item(group.get("betas"), 0) instanceof Tensor;
    }

    @Override
    void update(ParamUpdate state, Tensor param, Tensor gradient) {
        double count = state.steps().increment();
        Tensor grad = decay(param, gradient);
        Tensor average = state.tensor("exp_avg");
        beta1.like(param).fromOne().lerp(average, grad);
        Tensor square = state.tensor("exp_avg_sq");
        if (differentiable && beta2.requiresGrad()) {
            beta2.fromOne().lerp(square, grad.square());
        } else {
            beta2.scale(square).addcmul_(grad, grad, beta2.fromOne().value());
        }
        if (differentiable) {
            // A copy: the tensor in the state counts on, and the way back needs this count.
            Quantity step = Quantity.of(state.steps().tensor().clone());
            descendRecorded(param, average, largest(state, square), step);
        } else {
            descend(param, average, largest(state, square), Quantity.of(count));
        }
    }

    private Tensor decay(Tensor param, Tensor grad) {
        if (!decays) {
            return grad;
        }
        if (decoupled) {
            lr.times(weightDecay).fromOne().scale(param);
            return grad;
        }
        return differentiable && weightDecay.requiresGrad()
                ? grad.addcmul_(param.clone(), weightDecay.tensor())
                : grad.add(param, weightDecay.value());
    }

    /** The average of squares by whose root is divided: that of now, or for AMSGrad the largest until now. */
    private Tensor largest(ParamUpdate state, Tensor square) {
        if (!amsgrad) {
            return square;
        }
        Tensor max = state.tensor("max_exp_avg_sq");
        return differentiable ? max.copy_(Torch.maximum(max.clone(), square)) : Torch.maximumOut(max, max, square);
    }

    private void descend(Tensor param, Tensor average, Tensor square, Quantity step) {
        Quantity stepSize = lr.over(beta1.pow(step).fromOne());
        Quantity root = beta2.pow(step).fromOne().pow(Quantity.of(0.5));
        Tensor divisor = root.divide(square.sqrt()).add_(eps);
        param.addcdiv_(average, divisor, -stepSize.value());
    }

    /** All numbers are in the divisor, since {@code addcdiv}'s own factor is none that gradients flow to. */
    private void descendRecorded(Tensor param, Tensor average, Tensor square, Quantity step) {
        Quantity stepSize = lr.over(beta1.pow(step).fromOne()).negate();
        Tensor root = beta2.pow(step).fromOne().tensor().sqrt();
        Tensor divisor = square.sqrt().div(root.mul(stepSize.tensor()));
        divisor.add_(Quantity.of(eps).over(stepSize).tensor());
        param.addcdiv_(average.clone(), divisor);
    }
}
