package dev.sconce.torch;

import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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

    /** C++ names of kinds of tensors, which Python replaces too: {@code processErrorMsg} in torch/csrc/Exceptions.cpp. */
    private static final Pattern CPP_TYPE =
            Pattern.compile("\\b(Sparse)?(CPU|CUDA)(Byte|Char|Double|Float|Int|Long|Short|Half)Type\\b");

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

    /** The result of a native call. */
    static <T> T translating(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw from(e);
        }
    }

    /** A native call without a result. */
    static void translating(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            throw from(e);
        }
    }

    /** {@code torch.cuda.sparse.FloatTensor} for {@code SparseCUDAFloatType}. */
    private static String pythonType(MatchResult type) {
        String sparse = type.group(1) == null ? "" : "sparse.";
        String device = type.group(2).equals("CUDA") ? "cuda." : "";
        return "torch." + device + sparse + type.group(3) + "Tensor";
    }

    private static String withoutFrames(@Nullable String message) {
        if (message == null) {
            return "libtorch failed without a message";
        }
        int end = message.indexOf(CPP_TRAILER);
        String text = end < 0 ? message : message.substring(0, end);
        if (text.endsWith("\n")) { // where the frames would begin
            text = text.substring(0, text.length() - 1);
        }
        return text.contains("Type") ? CPP_TYPE.matcher(text).replaceAll(TorchException::pythonType) : text;
    }
}
