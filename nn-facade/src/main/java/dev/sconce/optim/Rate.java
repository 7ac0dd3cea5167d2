package dev.sconce.optim;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;

/**
 * A learning rate in arithmetic. As a float it is computed with in double precision; as a float32 tensor, every result is
 * rounded to that dtype, since it is a tensor again.
 *
 * @param value its value
 * @param single whether results are float32
 */
record Rate(double value, boolean single) {
    static Rate of(ParamGroup group) {
        if (group.get("lr") instanceof Tensor lr) {
            return new Rate(lr.item(), lr.dtype() == DType.FLOAT32);
        }
        return new Rate(group.lr(), false);
    }

    Rate times(double factor) {
        return single ? new Rate((float) value * (float) factor, true) : new Rate(value * factor, false);
    }

    Rate over(double divisor) {
        return single ? new Rate((float) value / (float) divisor, true) : new Rate(value / divisor, false);
    }

    /** By what a parameter is multiplied for decoupled weight decay: {@code 1 - lr * weight_decay}. */
    double shrink(double weightDecay) {
        double decay = times(weightDecay).value;
        return single ? (float) 1 - (float) decay : 1 - decay;
    }
}
