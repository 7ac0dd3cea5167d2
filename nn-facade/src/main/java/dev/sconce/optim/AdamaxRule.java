package dev.sconce.optim;

import dev.sconce.optim.internal.CMath;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.List;

/** {@code _single_tensor_adamax} of torch/optim/adamax.py. */
final class AdamaxRule extends UpdateRule {
    private final PyScalar lr;
    private final double beta1;
    private final double beta2;
    private final double eps;
    private final double weightDecay;

    AdamaxRule(ParamGroup group) {
        super(group);
        constant(group, "lr");
        lr = PyScalar.lr(group);
        double[] betas = OptionValues.numbers("betas", group.get("betas"), 2);
        beta1 = betas[0];
        beta2 = betas[1];
        eps = group.eps();
        weightDecay = group.weightDecay();
    }

    @Override
    void update(ParamUpdate state, Tensor param, Tensor gradient) {
        double step = state.steps().increment();
        Tensor grad = weightDecay == 0 ? gradient : gradient.add(param, weightDecay);
        Tensor average = state.tensor("exp_avg").lerp_(grad, 1 - beta1);
        Tensor norm = state.tensor("exp_inf");
        if (differentiable) {
            Tensor both = Torch.stack(List.of(norm.mul_(beta2), grad.abs().add_(eps)));
            norm.copy_(both.amax(0));
        } else {
            Torch.maximumOut(norm, norm.mul_(beta2), grad.abs().add_(eps));
        }
        param.addcdiv_(average, norm, -lr.over(1 - CMath.pow(beta1, step)).value());
    }
}
