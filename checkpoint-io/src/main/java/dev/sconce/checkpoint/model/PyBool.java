package dev.sconce.checkpoint.model;

/** Python's {@code bool}. */
public enum PyBool implements PyValue {
    /** {@code False}. */
    FALSE,
    /** {@code True}. */
    TRUE;

    /** The constant for a Java boolean. */
    public static PyBool of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** As a Java boolean. */
    public boolean value() {
        return this == TRUE;
    }

    @Override
    public String toString() {
        return this == TRUE ? "True" : "False";
    }
}
