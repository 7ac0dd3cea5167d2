package dev.sconce.it.conformance.check;

import dev.sconce.it.conformance.cases.Elements;
import dev.sconce.it.conformance.cases.TensorBytes;
import dev.sconce.torch.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Compares tensors: bit for bit, or else within 1e-5 of the expected value plus 1e-6, NaN being equal to NaN. */
final class TensorComparison {
    private static final double RELATIVE = 1e-5;
    private static final double ABSOLUTE = 1e-6;

    private TensorComparison() {}

    /** Returns whether the two are exactly equal; throws {@link Mismatch} if they are not even close. */
    static boolean isExact(String where, Tensor got, Tensor expected) {
        boolean sparse = expected.isSparse();
        if (got.isSparse() != sparse) {
            throw new Mismatch(where, sparse ? "dense instead of sparse" : "sparse instead of dense");
        }
        if (sparse) {
            return isSparseExact(
                    where, got.detach().coalesce(), expected.detach().coalesce());
        }
        if (got.dtype() != expected.dtype() || !Arrays.equals(got.shape(), expected.shape())) {
            throw new Mismatch(where, describe(got) + " instead of " + describe(expected));
        }
        ByteBuffer mine = TensorBytes.of(got);
        ByteBuffer theirs = TensorBytes.of(expected);
        if (mine.equals(theirs)) {
            return true;
        }
        if (!got.dtype().isFloatingPoint() && !got.dtype().isComplex()) {
            throw new Mismatch(where, "other integers: " + got + " instead of " + expected);
        }
        return isCloseExact(where, Elements.doubles(mine, got.dtype()), Elements.doubles(theirs, got.dtype()));
    }

    private static boolean isSparseExact(String where, Tensor got, Tensor expected) {
        boolean indices = isExact(where + ".indices", got.indices(), expected.indices());
        return isExact(where + ".values", got.values(), expected.values()) && indices;
    }

    private static boolean isCloseExact(String where, double[] got, double[] expected) {
        boolean exact = true;
        double worst = 0;
        for (int i = 0; i < got.length; i++) {
            if (got[i] == expected[i] || (Double.isNaN(got[i]) && Double.isNaN(expected[i]))) {
                continue;
            }
            exact = false;
            double difference = Math.abs(got[i] - expected[i]);
            if (!(difference <= tolerance(expected[i]))) {
                worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
            }
        }
        if (worst > 0) {
            throw new Mismatch(where, "values differ by up to " + worst);
        }
        return exact;
    }

    /** How far a number may be from the expected one. */
    static double tolerance(double expected) {
        return ABSOLUTE + RELATIVE * Math.abs(expected);
    }

    private static String describe(Tensor tensor) {
        return tensor.dtype() + Arrays.toString(tensor.shape());
    }
}
