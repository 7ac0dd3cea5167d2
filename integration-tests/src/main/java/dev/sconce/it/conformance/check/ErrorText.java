package dev.sconce.it.conformance.check;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares the text of a Java exception with that of Python's. */
final class ErrorText {
    private static final Pattern ADDRESS = Pattern.compile(" at 0x[0-9a-f]+");

    /** Types have Java's names in Java's messages. */
    private static final Map<String, String> TYPES =
            Map.of("java.lang.Integer", "<class 'int'>", "java.lang.String", "<class 'str'>");

    private ErrorText() {}

    /** The text of an exception, addresses masked as the cases mask them. */
    static String of(Throwable thrown) {
        String text = ADDRESS.matcher(String.valueOf(thrown.getMessage())).replaceAll(" at 0x?");
        for (Map.Entry<String, String> type : TYPES.entrySet()) {
            text = text.replace(type.getKey(), type.getValue());
        }
        return text;
    }

    /**
     * Compares: the very text is exact; a text that the regular expression of PyTorch's own test database accepts is
     * close.
     *
     * @param error what Python raised
     * @param regex what the database asks for, if the case has it
     */
    static void check(Comparison comparison, Throwable thrown, JsonObject error, @Nullable String regex) {
        String got = of(thrown);
        String expected =
                text(error.get("type").getAsString(), error.get("message").getAsString());
        if (got.equals(expected) || got.equals(error.get("message").getAsString())) {
            return;
        }
        if (regex == null || !Pattern.compile(regex).matcher(got).find()) {
            throw new Mismatch("error text", PyText.of(got) + " instead of " + PyText.of(expected));
        }
        comparison.noteClose("error text " + PyText.of(got) + " instead of " + PyText.of(expected));
    }

    /** Compares the text of an exception with what a Python exception of a type has as its text. */
    static void check(Comparison comparison, String where, Throwable thrown, String type, String message) {
        String got = of(thrown);
        comparison.check(where, got, got.equals(message) ? message : text(type, message));
    }

    /** The text itself: {@code str} of a Python {@code KeyError} is its text as a literal; either will do. */
    private static String text(String type, String message) {
        if (!type.equals("KeyError") || message.length() < 2) {
            return message;
        }
        String quoted = message.substring(1, message.length() - 1);
        return quoted.replace("\\'", "'")
                .replace("\\\"", "\"")
                .replace("\\n", "\n")
                .replace("\\\\", "\\");
    }
}
