package dev.sconce.optim.internal;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;

/**
 * {@code pow} and {@code cos} of the C library, which are Python's {@code **} and {@code math.cos}. Java's own differ from
 * them in the last bit of one result in a thousand, and a learning rate that is computed from the one before keeps such a
 * difference. libtorch calls the C library for these two operations and no vectorized form of its own.
 */
public final class CMath {
    /** Steps of many parameters ask for the same powers again and again. */
    private static final ThreadLocal<Recent> RECENT = ThreadLocal.withInitial(Recent::new);

    private static final class Recent {
        private static final int SIZE = 16;
        private final double[] bases = new double[SIZE];
        private final double[] exponents = new double[SIZE];
        private final double[] powers = new double[SIZE];
        private int next;
        private int filled;

        double pow(double base, double exponent) {
            for (int i = 0; i < filled; i++) {
                if (bases[i] == base && exponents[i] == exponent) {
                    return powers[i];
                }
            }
            double power = cPow(base, exponent);
            bases[next] = base;
            exponents[next] = exponent;
            powers[next] = power;
            next = (next + 1) % SIZE;
            filled = Math.max(filled, next == 0 ? SIZE : next);
            return power;
        }
    }

    private CMath() {}

    /**
     * A power.
     *
     * @param base the base
     * @param exponent the exponent
     * @return {@code base ** exponent} as C computes it
     */
    public static double pow(double base, double exponent) {
        if (exponent == 1 || base == 1) {
            return base;
        }
        return exponent == 0 ? 1 : RECENT.get().pow(base, exponent);
    }

    /**
     * A power.
     *
     * @param base the base
     * @param exponent the exponent
     * @return {@code base ** exponent} as C computes it
     */
    public static double pow(double base, long exponent) {
        return pow(base, (double) exponent);
    }

    /** With one step, {@code logspace} is {@code std::pow(base, start)}: ATen/native/RangeFactories.cpp. */
    private static double cPow(double base, double exponent) {
        try (var scope = new TensorScope()) {
            return Torch.logspace(exponent, exponent, 1, base, o -> o.dtype(DType.FLOAT64))
                    .item();
        }
    }

    /**
     * A cosine.
     *
     * @param angle in radians
     * @return {@code cos(angle)} as C computes it
     */
    public static double cos(double angle) {
        // polar() is (abs * std::cos(angle), abs * std::sin(angle)): ATen/native/cpu/ComplexKernel.cpp.
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            Tensor one = Torch.scalarTensor(1.0, o -> o.dtype(DType.FLOAT64));
            Tensor at = Torch.scalarTensor(angle, o -> o.dtype(DType.FLOAT64));
            return Torch.viewAsReal(Torch.polar(one, at)).select(0, 0).item();
        }
    }
}
