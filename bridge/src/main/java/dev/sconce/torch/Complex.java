package dev.sconce.torch;

/**
 * A complex number, as an element of a tensor of {@link DType#COMPLEX64} or {@link DType#COMPLEX128} in Java.
 *
 * @param real the real part
 * @param imag the imaginary part
 */
public record Complex(double real, double imag) {
    /**
     * Makes a complex number.
     *
     * @param real the real part
     * @param imag the imaginary part
     * @return {@code real + imag j}
     */
    public static Complex of(double real, double imag) {
        return new Complex(real, imag);
    }

    /** Returns Python's text, such as {@code (1.5-2j)}. */
    @Override
    public String toString() {
        String second = part(imag) + "j";
        if (Double.doubleToRawLongBits(real) == 0) {
            return second;
        }
        boolean signed = second.startsWith("-");
        return "(" + part(real) + (signed ? "" : "+") + second + ")";
    }

    private static String part(double value) {
        String text = FloatText.repr(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
