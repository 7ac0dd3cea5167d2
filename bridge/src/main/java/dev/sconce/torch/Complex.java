package dev.sconce.torch;

/**
 * A complex number: an element of a tensor of {@link DType#COMPLEX64} or {@link DType#COMPLEX128}, or a number that meets a
 * tensor, as in {@code x.mul(Complex.of(0, 1))}.
 */
public final class Complex extends Number {
    private static final long serialVersionUID = 1;

    private final double real;
    private final double imag;

    /**
     * Makes a complex number.
     *
     * @param real the real part
     * @param imag the imaginary part
     */
    public Complex(double real, double imag) {
        this.real = real;
        this.imag = imag;
    }

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

    /**
     * The real part.
     *
     * @return the real part
     */
    public double real() {
        return real;
    }

    /**
     * The imaginary part.
     *
     * @return the imaginary part
     */
    public double imag() {
        return imag;
    }

    /**
     * Refused, as in Python: a complex number has no order in which to round it.
     *
     * @return nothing
     * @throws TorchException always
     */
    @Override
    public int intValue() {
        throw new TorchException("can't convert complex to int");
    }

    /**
     * Refused, as in Python.
     *
     * @return nothing
     * @throws TorchException always
     */
    @Override
    public long longValue() {
        throw new TorchException("can't convert complex to int");
    }

    /**
     * Refused, as in Python.
     *
     * @return nothing
     * @throws TorchException always
     */
    @Override
    public float floatValue() {
        throw new TorchException("can't convert complex to float");
    }

    /**
     * Refused, as in Python: take {@link #real()}.
     *
     * @return nothing
     * @throws TorchException always
     */
    @Override
    public double doubleValue() {
        throw new TorchException("can't convert complex to float");
    }

    /** Whether both parts are the same numbers, told apart as {@link Double#equals} does. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Complex that
                && Double.compare(real, that.real) == 0
                && Double.compare(imag, that.imag) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(real) + Double.hashCode(imag);
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
