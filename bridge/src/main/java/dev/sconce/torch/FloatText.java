package dev.sconce.torch;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floating-point numbers as Python's {@code format} writes them. C and Python round the exact binary value, ties to even;
 * {@code String.format} rounds a shortened decimal and up, so it is of no use here.
 */
final class FloatText {
    /** Every double is found again from this many digits. */
    private static final int MAX_DIGITS = 17;

    private FloatText() {}

    /** Python's {@code f"{value:.{precision}f}"}. */
    static String fixed(double value, int precision) {
        if (!Double.isFinite(value)) {
            return nonFinite(value);
        }
        BigDecimal rounded = new BigDecimal(Math.abs(value)).setScale(precision, RoundingMode.HALF_EVEN);
        return sign(value) + rounded.toPlainString();
    }

    /** Python's {@code f"{value:.{precision}e}"}. */
    static String scientific(double value, int precision) {
        if (!Double.isFinite(value)) {
            return nonFinite(value);
        }
        if (value == 0) {
            return sign(value) + mantissa("0".repeat(precision + 1)) + "e+00";
        }
        BigDecimal rounded = rounded(value, precision + 1);
        String digits = rounded.unscaledValue().toString();
        digits += "0".repeat(precision + 1 - digits.length()); // of exact values, BigDecimal keeps fewer digits
        return sign(value) + mantissa(digits) + exponent(rounded.precision() - rounded.scale() - 1);
    }

    /** Python's {@code repr(value)}: the fewest digits that give the same double. */
    static String repr(double value) {
        if (!Double.isFinite(value)) {
            return nonFinite(value);
        }
        if (value == 0) {
            return sign(value) + "0.0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent < -4 || exponent >= 16) {
            String digits = shortest.stripTrailingZeros().unscaledValue().toString();
            return sign(value) + mantissa(digits) + exponent(exponent);
        }
        String plain = shortest.toPlainString();
        return sign(value) + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
    }

    private static BigDecimal shortest(double magnitude) {
        for (int digits = 1; digits < MAX_DIGITS; digits++) {
            BigDecimal candidate = rounded(magnitude, digits);
            if (candidate.doubleValue() == magnitude) {
                return candidate;
            }
        }
        return rounded(magnitude, MAX_DIGITS);
    }

    private static BigDecimal rounded(double value, int digits) {
        return new BigDecimal(Math.abs(value)).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    private static String mantissa(String digits) {
        return digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    }

    private static String exponent(int exponent) {
        String digits = Integer.toString(Math.abs(exponent));
        return (exponent < 0 ? "e-" : "e+") + (digits.length() < 2 ? "0" : "") + digits;
    }

    private static String sign(double value) {
        return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
    }

    private static String nonFinite(double value) {
        return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
}
