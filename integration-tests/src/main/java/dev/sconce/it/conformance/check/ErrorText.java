package dev.sconce.it.conformance.check;

import com.google.gson.JsonObject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares the text of a Java exception with that of Python's. */
final class ErrorText {
    private static final Pattern ADDRESS = Pattern.compile(" at 0x[0-9a-f]+");

    private ErrorText() {}

    /** The text of an exception, addresses masked as the cases mask them. */
    static String of(Throwable thrown) {
        return ADDRESS.matcher(String.valueOf(thrown.getMessage())).replaceAll(" at 0x?");
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
        String expected = error.get("message").getAsString();
        if (got.equals(expected)) {
            return;
        }
        if (regex == null || !Pattern.compile(regex).matcher(got).find()) {
            throw new Mismatch("error text", PyText.of(got) + " instead of " + PyText.of(expected));
        }
        comparison.noteClose("error text " + PyText.of(got) + " instead of " + PyText.of(expected));
    }
}
