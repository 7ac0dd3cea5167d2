package dev.sconce.it.conformance;

import dev.sconce.it.conformance.bind.NoSuchJavaException;
import dev.sconce.it.conformance.check.Mismatch;
import java.util.regex.Pattern;

/** Why cases failed, in a line each, and which of them are the same. */
final class Reasons {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");
    private static final int KEY_LENGTH = 120;

    private Reasons() {}

    /** A line for a failure. */
    static String of(Throwable thrown) {
        String text = String.valueOf(thrown.getMessage());
        if (thrown instanceof Mismatch || thrown instanceof NoSuchJavaException) {
            return text;
        }
        StackTraceElement[] stack = thrown.getStackTrace();
        String at = stack.length == 0 ? "" : " (at " + stack[0] + ")";
        return thrown.getClass().getSimpleName() + ": " + text + at;
    }

    /** What failures of one cause have in common. */
    static String group(String reason) {
        String masked = NUMBER.matcher(reason).replaceAll("#").replace("\n", "\\n");
        return masked.length() <= KEY_LENGTH ? masked : masked.substring(0, KEY_LENGTH);
    }
}
