package dev.sconce.torch;

/** All dimensions that the other indices leave, Python's {@code ...} in {@code x[..., 0]}. */
public enum Ellipsis {
    /** The only one; {@link Torch#ELLIPSIS} is short for it. */
    ELLIPSIS;

    /** Returns {@code ...}. */
    @Override
    public String toString() {
        return "...";
    }
}
