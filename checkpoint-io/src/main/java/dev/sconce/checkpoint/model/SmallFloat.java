package dev.sconce.checkpoint.model;

/**
 * Binary floating-point formats of 8 and 16 bits.
 *
 * <p>The variants are those of c10/util/Float8_*.h: "fn" has no infinities, "uz" has no negative zero (its code is the only
 * NaN), "e8m0fnu" has neither sign nor mantissa.
 */
enum SmallFloat {
    FLOAT16(5, 10, 15, Special.IEEE),
    E5M2(5, 2, 15, Special.IEEE),
    E4M3FN(4, 3, 7, Special.ALL_ONES_NAN),
    E4M3FNUZ(4, 3, 8, Special.NEGATIVE_ZERO_NAN),
    E5M2FNUZ(5, 2, 16, Special.NEGATIVE_ZERO_NAN),
    E8M0FNU(8, 0, 127, Special.EXPONENT_ONLY);

    private enum Special {
        IEEE,
        ALL_ONES_NAN,
        NEGATIVE_ZERO_NAN,
        EXPONENT_ONLY
    }

    private final int exponentBits;
    private final int mantissaBits;
    private final int bias;
    private final Special special;

    SmallFloat(int exponentBits, int mantissaBits, int bias, Special special) {
        this.exponentBits = exponentBits;
        this.mantissaBits = mantissaBits;
        this.bias = bias;
        this.special = special;
    }

    double toDouble(int bits) {
        int maxExponent = (1 << exponentBits) - 1;
        int exponent = (bits >> mantissaBits) & maxExponent;
        if (special == Special.EXPONENT_ONLY) {
            return exponent == maxExponent ? Double.NaN : Math.scalb(1.0, exponent - bias);
        }
        int mantissa = bits & ((1 << mantissaBits) - 1);
        boolean negative = bits >> (exponentBits + mantissaBits) != 0;
        if (special == Special.NEGATIVE_ZERO_NAN && negative && exponent == 0 && mantissa == 0) {
            return Double.NaN;
        }
        double magnitude;
        if (exponent == maxExponent && special == Special.IEEE) {
            magnitude = mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == maxExponent && special == Special.ALL_ONES_NAN && mantissa == (1 << mantissaBits) - 1) {
            magnitude = Double.NaN;
        } else if (exponent == 0) {
            magnitude = Math.scalb((double) mantissa, 1 - bias - mantissaBits);
        } else {
            magnitude = Math.scalb((double) (mantissa | (1 << mantissaBits)), exponent - bias - mantissaBits);
        }
        return negative ? -magnitude : magnitude;
    }
}
