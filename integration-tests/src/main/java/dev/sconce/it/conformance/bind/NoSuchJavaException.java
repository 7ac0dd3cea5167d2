package dev.sconce.it.conformance.bind;

/** The public API has nothing that takes such a call: in Java, it would not compile. */
public final class NoSuchJavaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Makes the exception for a call, such as {@code new Conv2d(bias=Long)}. */
    public NoSuchJavaException(String call) {
        super("no Java for " + call);
    }
}
