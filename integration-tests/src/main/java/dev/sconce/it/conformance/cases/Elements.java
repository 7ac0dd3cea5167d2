package dev.sconce.it.conformance.cases;

import dev.sconce.torch.DType;
import java.nio.ByteBuffer;

/** The elements of a tensor's bytes as doubles, exactly; complex ones as two each. */
public final class Elements {
    private static final int HALF_EXPONENT_BIAS = 15;
    private static final int HALF_FRACTION_BITS = 10;

    private Elements() {}

    /**
     * Decodes floating-point elements.
     *
     * @throws IllegalArgumentException if the dtype is another
     */
    public static double[] doubles(ByteBuffer bytes, DType dtype) {
        int size = width(dtype);
        double[] values = new double[bytes.remaining() / size];
        for (int i = 0; i < values.length; i++) {
            values[i] = element(bytes, i * size, dtype);
        }
        return values;
    }

    private static int width(DType dtype) {
        return dtype.isComplex() ? dtype.itemSize() / 2 : dtype.itemSize();
    }

    private static double element(ByteBuffer bytes, int at, DType dtype) {
        return switch (dtype) {
            case FLOAT32, COMPLEX64 -> bytes.getFloat(at);
            case FLOAT64, COMPLEX128 -> bytes.getDouble(at);
            case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(at) << 16);
            case FLOAT16 -> half(bytes.getShort(at));
            default -> throw new IllegalArgumentException("no floating-point elements: " + dtype);
        };
    }

    /** IEEE 754 binary16; Java has a method for it from version 20 on. */
    private static double half(short bits) {
        int exponent = bits >> HALF_FRACTION_BITS & 0x1f;
        int fraction = bits & 0x3ff;
        double magnitude;
        if (exponent == 0x1f) {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            magnitude = Math.scalb((double) fraction, 1 - HALF_EXPONENT_BIAS - HALF_FRACTION_BITS);
        } else {
            magnitude = Math.scalb((double) (fraction | 0x400), exponent - HALF_EXPONENT_BIAS - HALF_FRACTION_BITS);
        }
        return bits < 0 ? -magnitude : magnitude;
    }
}
