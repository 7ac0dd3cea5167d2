package dev.sconce.checkpoint.model;

/** Python's {@code None}. */
public enum PyNone implements PyValue {
    /** The only one. */
    NONE;

    @Override
    public String toString() {
        return "None";
    }
}
