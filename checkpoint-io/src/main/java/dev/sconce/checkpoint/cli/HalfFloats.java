package dev.sconce.checkpoint.cli;

/** The two 16-bit floating-point types, rounded to the nearest, ties to even, as PyTorch does. Java has this from 20 on. */
final class HalfFloats {
    private static final int FLOAT16_MANTISSA_BITS = 10;
    private static final int FLOAT16_BIAS = 15;
    private static final int FLOAT16_INFINITY = 0x7c00;
    private static final int FLOAT16_NAN = 0x7e00;
    private static final int SIGN = 0x8000;
    private static final short BFLOAT16_NAN = 0x7fc0;

    private HalfFloats() {}

    static short toFloat16(double value) {
        int sign = Double.doubleToRawLongBits(value) < 0 ? SIGN : 0;
        if (Double.isNaN(value)) {
            return (short) (sign | FLOAT16_NAN);
        }
        double magnitude = Math.abs(value);
        // Subnormal numbers all have the exponent of the smallest normal one.
        int exponent = Math.max(Math.getExponent(magnitude), 1 - FLOAT16_BIAS);
        if (exponent > FLOAT16_BIAS) {
            return (short) (sign | FLOAT16_INFINITY);
        }
        // Rounding up may carry into the exponent, which gives the next power of two, or infinity: both right.
        long mantissa = (long) Math.rint(Math.scalb(magnitude, FLOAT16_MANTISSA_BITS - exponent));
        long normalBits = (long) (exponent + FLOAT16_BIAS - 1) << FLOAT16_MANTISSA_BITS;
        return (short) (sign | (int) (normalBits + mantissa));
    }

    static short toBfloat16(float value) {
        if (Float.isNaN(value)) {
            return BFLOAT16_NAN;
        }
        int bits = Float.floatToRawIntBits(value);
        int roundingBias = 0x7fff + ((bits >>> Short.SIZE) & 1);
        return (short) ((bits + roundingBias) >>> Short.SIZE);
    }
}
