package dev.sconce.checkpoint.model;

/**
 * Python's {@code complex}.
 *
 * @param real the real part
 * @param imaginary the imaginary part
 */
public record PyComplex(double real, double imaginary) implements PyValue {
    @Override
    public String toString() {
        return "complex(" + PyFloatFormat.repr(real) + ", " + PyFloatFormat.repr(imaginary) + ")";
    }
}
