package dev.sconce.checkpoint.model;

/**
 * Python's {@code str}. May hold lone surrogates, as Python's may.
 *
 * <p>As in Python, two strings may be equal and yet two objects, and a pickle refers back to the same object only. The
 * writer goes by the identity of the Java String: literals are shared, as in Python.
 *
 * @param value the text
 */
public record PyStr(String value) implements PyValue {
    @Override
    public String toString() {
        return PyPrinter.print(this);
    }
}
