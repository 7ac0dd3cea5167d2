package dev.sconce.checkpoint.model;

import java.math.BigDecimal;

/** Python's {@code repr} of a float. */
final class PyFloatFormat {
    /** Python switches to an exponent from 1e16 on and below 1e-4 ({@code float_repr_style} short, format 'r'). */
    private static final int MAX_PLAIN_EXPONENT = 16;

    private static final int MIN_PLAIN_EXPONENT = -4;
    private static final int MAX_DIGITS = 17;

    private PyFloatFormat() {}

    static String repr(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value > 0 ? "0.0" : "-0.0";
        }
        BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - shortest.scale() - 1;
        String sign = value < 0 ? "-" : "";
        if (exponent >= MAX_PLAIN_EXPONENT || exponent < MIN_PLAIN_EXPONENT) {
            String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            String power = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
            return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + power;
        }
        String plain = shortest.toPlainString();
        return sign + plain + (plain.indexOf('.') < 0 ? ".0" : "");
    }

    /**
     * The decimal with the fewest digits that reads back as the same number, the nearest one among those.
     * {@code Double.toString} is not it before JDK 19 (JDK-4511638): 2.0E-3 is fine there, but 2.2250738585072014E-308
     * and some others get digits too many.
     */
    private static BigDecimal shortest(double value) {
        var exact = new BigDecimal(value);
        for (int digits = 1; digits < MAX_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new java.math.MathContext(digits, java.math.RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return exact.round(new java.math.MathContext(MAX_DIGITS, java.math.RoundingMode.HALF_EVEN));
    }
}
