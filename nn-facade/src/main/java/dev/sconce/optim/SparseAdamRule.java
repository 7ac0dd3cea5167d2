package dev.sconce.optim;

import dev.sconce.optim.internal.CMath;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;

/** {@code sparse_adam} of torch/optim/_functional.py. */
final class SparseAdamRule extends UpdateRule {
    static final String STEP = "step";

    private final PyScalar lr;
    private final double beta1;
    private final double beta2;
    private final double eps;

    SparseAdamRule(ParamGroup group) {
        super(group);
        lr = PyScalar.lr(group);
        double[] betas = OptionValues.numbers("betas", group.get("betas"), 2);
        beta1 = betas[0];
        beta2 = betas[1];
        eps = group.eps();
    }

    @Override
    void update(ParamUpdate state, Tensor param, Tensor gradient) {
        long step = 1 + (long) OptionValues.number(STEP, state.state().get(STEP));
        state.state().put(STEP, step);
        Tensor grad = gradient.coalesce();
        Tensor values = grad.values();
        if (values.numel() == 0) {
            return;
        }
        Tensor average = state.tensor("exp_avg");
        Tensor square = state.tensor("exp_avg_sq");
        Tensor oldAverage = average.sparseMask(grad).values();
        Tensor averageChange = values.sub(oldAverage).mul_(1 - beta1);
        average.add_(like(grad, averageChange));
        Tensor oldSquare = square.sparseMask(grad).values();
        Tensor squareChange = values.pow(2).sub_(oldSquare).mul_(1 - beta2);
        square.add_(like(grad, squareChange));
        Tensor numerator = averageChange.add_(oldAverage);
        Tensor divisor = squareChange.add_(oldSquare).sqrt_().add_(eps);
        double biasCorrection2 = 1 - CMath.pow(beta2, (double) step);
        if (biasCorrection2 < 0) {
            throw new ArithmeticException("math domain error");
        }
        double correction = Math.sqrt(biasCorrection2);
        double stepSize =
                lr.times(correction).over(1 - CMath.pow(beta1, (double) step)).value();
        param.add_(like(grad, numerator.div_(divisor).mul_(-stepSize)));
    }

    /** Values at the places of the gradient's. */
    private static Tensor like(Tensor grad, Tensor values) {
        return Torch.sparseCooTensor(grad.indices(), values, grad.shape());
    }
}
