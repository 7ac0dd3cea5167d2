package dev.sconce.optim;

import dev.sconce.optim.internal.CMath;
import dev.sconce.torch.DType;
import dev.sconce.torch.Linalg;
import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** The options of an Adafactor step, and the numbers that depend on how many steps there were. */
final class AdafactorNumbers {
    final PyScalar lr;
    final double weightDecay;
    private final double beta2Decay;
    private final double clipping;
    private final double eps2;
    private @Nullable Double eps1;

    AdafactorNumbers(ParamGroup group) {
        lr = PyScalar.lr(group);
        weightDecay = group.weightDecay();
        beta2Decay = group.number("beta2_decay");
        clipping = group.number("d");
        Object first = OptionValues.item(group.get("eps"), 0);
        eps1 = first == null ? null : OptionValues.number("eps", first);
        eps2 = OptionValues.number("eps", OptionValues.item(group.get("eps"), 1));
    }

    /** How much of the new goes into the averages: {@code step ** beta2_decay}. */
    double weight(double step) {
        return CMath.pow(step, beta2Decay);
    }

    /** The least square, by default the dtype's precision; as in Python, that of the group's first parameter. */
    double eps1(Tensor param) {
        Double known = eps1;
        if (known == null) {
            known = precision(param.dtype());
            eps1 = known;
        }
        return known;
    }

    /** {@code torch.finfo(dtype).eps}. */
    private static double precision(DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> 0x1p-52;
            case FLOAT32 -> 0x1p-23;
            case FLOAT16 -> 0x1p-10;
            case BFLOAT16 -> 0x1p-7;
            default -> throw new IllegalArgumentException("Adafactor does not support parameters of type " + dtype);
        };
    }

    /** The step size: the learning rate in proportion to the size of the parameter. */
    PyScalar stepSize(Tensor param, double step) {
        PyScalar rate = PyScalar.min(lr, PyScalar.of(1 / CMath.pow(step, 0.5)));
        return PyScalar.of(max(eps2, rootMeanSquare(param, 1))).times(rate);
    }

    /**
     * By what an update is multiplied before it is added: the step size against the gradient, and less where the update's
     * root mean square is more than {@code d}.
     */
    double factor(PyScalar stepSize, Tensor update) {
        return stepSize.negate()
                .over(max(1.0, rootMeanSquare(update, clipping)))
                .value();
    }

    private static double rootMeanSquare(Tensor tensor, double unit) {
        double root = CMath.pow((double) tensor.numel(), 0.5);
        return PyScalar.divide(Linalg.vectorNorm(tensor, 2).item(), root * unit);
    }

    /** Python's {@code max}, which takes the first unless the second is more: also beside what is no number. */
    private static double max(double first, double second) {
        return second > first ? second : first;
    }
}
