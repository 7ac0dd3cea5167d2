package dev.sconce.checkpoint.model;

/** A value that Python could not hash, or that is too large to hash, stands where a key is wanted. */
public final class UnhashableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnhashableException(String message) {
        super(message);
    }
}
