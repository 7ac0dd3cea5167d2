package dev.sconce.checkpoint.model;

/**
 * Python's {@code float}: a 64-bit floating-point number.
 *
 * @param value the number
 */
public record PyFloat(double value) implements PyValue {
    /** As Python's {@code repr}: the shortest digits that give the same number. */
    @Override
    public String toString() {
        return PyFloatFormat.repr(value);
    }
}
