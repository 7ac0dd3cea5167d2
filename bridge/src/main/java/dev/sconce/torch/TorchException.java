package dev.sconce.torch;

import org.jspecify.annotations.Nullable;

/**
 * What libtorch refused to do, in the words that Python's PyTorch uses for the same mistake.
 *
 * <p>The message is the one that Python shows as {@code RuntimeError}, {@code IndexError} and so on, without C++ stack
 * frames.
 */
public class TorchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Where c10 ends the message and begins to say from which C++ file it was raised. */
    private static final String CPP_TRAILER = "\nException raised from ";

    /**
     * Makes an exception with a message of our own.
     *
     * @param message what was wrong: what was found and what is allowed
     */
    public TorchException(String message) {
        super(message);
    }

    /**
     * Makes an exception with a message and its cause.
     *
     * @param message what was wrong
     * @param cause what led to it
     */
    public TorchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Translates what a native call threw. JavaCPP turns every C++ exception into a plain {@link RuntimeException};
     * anything more specific was thrown by Java code and is returned as it is.
     */
    static RuntimeException from(RuntimeException thrown) {
        if (thrown.getClass() != RuntimeException.class) {
            return thrown;
        }
        TorchException translated = new TorchException(withoutFrames(thrown.getMessage()));
        translated.setStackTrace(thrown.getStackTrace());
        return translated;
    }

    private static String withoutFrames(@Nullable String message) {
        if (message == null) {
            return "libtorch failed without a message";
        }
        int end = message.indexOf(CPP_TRAILER);
        return end < 0 ? message : message.substring(0, end);
    }
}
