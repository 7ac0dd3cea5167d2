package dev.sconce.optim;

import dev.sconce.torch.DType;
import dev.sconce.torch.Linalg;
import dev.sconce.torch.Tensor;

/** {@code _single_tensor_adafactor} of torch/optim/_adafactor.py. */
final class AdafactorRule extends UpdateRule {
    private final AdafactorNumbers numbers;

    AdafactorRule(ParamGroup group) {
        super(group);
        numbers = new AdafactorNumbers(group);
    }

    @Override
    void update(ParamUpdate state, Tensor param, Tensor grad) {
        double eps1 = numbers.eps1(param);
        double step = state.steps().increment();
        double weight = numbers.weight(step);
        PyScalar stepSize = numbers.stepSize(param, step);
        if (numbers.weightDecay != 0) {
            param.mul_(numbers.lr.shrink(numbers.weightDecay));
        }
        Tensor variance = grad.dim() > 1 ? factored(state, grad, weight, eps1) : whole(state, grad, weight);
        Tensor update = variance.clampMin_(eps1 * eps1).rsqrt_().mul_(grad);
        param.add_(update, numbers.factor(stepSize, update));
    }

    private static Tensor whole(ParamUpdate state, Tensor grad, double weight) {
        return state.tensor("variance").lerp_(grad.mul(grad), weight).clone();
    }

    /**
     * The product of the averages of rows and columns stands for the average of all. Python writes a matrix product, of a
     * column and a row; each of its elements is one product, the same as here, and without the cost of a BLAS call.
     */
    private static Tensor factored(ParamUpdate state, Tensor grad, double weight, double eps1) {
        Tensor rows = state.tensor("row_var").lerp_(meanSquare(grad, -1), weight);
        Tensor columns = state.tensor("col_var").lerp_(meanSquare(grad, -2), weight);
        return rows.mul(columns).div_(meanOfRows(rows).clampMin_(eps1));
    }

    /** {@code rows.mean(dim=-2, keepdim=True)}; where it is a sum and a division, these take half the time. */
    static Tensor meanOfRows(Tensor rows) {
        DType dtype = rows.dtype();
        boolean full = dtype == DType.FLOAT32 || dtype == DType.FLOAT64;
        return full && rows.device().type().equals("cpu")
                ? rows.sum(new long[] {-2}, true).div_(rows.size(-2))
                : rows.mean(new long[] {-2}, true);
    }

    static Tensor norm(Tensor grad, long dim) {
        return Linalg.vectorNorm(grad, 2, dim, true, null);
    }

    private static Tensor meanSquare(Tensor grad, long dim) {
        return norm(grad, dim).square_().div_(grad.size(dim));
    }
}
