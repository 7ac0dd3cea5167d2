package dev.sconce.optim.scheduler;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A learning rate in Python's arithmetic: a float, or the number in a tensor, to whose precision each result is rounded.
 *
 * @param value the number
 * @param single whether it stands in a tensor of single precision
 */
record Rate(double value, boolean single) {
    /** A number that stands in an option of a group. */
    static Rate of(double value, @Nullable Object option) {
        return new Rate(value, option instanceof Tensor tensor && tensor.dtype() == DType.FLOAT32);
    }

    private Rate rounded(float inSingle, double inDouble) {
        return new Rate(single ? inSingle : inDouble, single);
    }

    Rate times(double factor) {
        return rounded((float) value * (float) factor, value * factor);
    }

    Rate over(double divisor) {
        return rounded((float) value / (float) divisor, value / divisor);
    }

    Rate plus(double number) {
        return rounded((float) value + (float) number, value + number);
    }

    Rate plus(Rate other) {
        return rounded((float) value + (float) other.value, value + other.value);
    }

    Rate minus(double number) {
        return rounded((float) value - (float) number, value - number);
    }

    /** Changes each of some rates. */
    static double[] each(List<Rate> rates, UnaryOperator<Rate> change) {
        return rates.stream().mapToDouble(rate -> change.apply(rate).value).toArray();
    }
}
