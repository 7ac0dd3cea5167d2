package dev.sconce.it.conformance.check;

import com.google.gson.JsonObject;
import dev.sconce.it.conformance.bind.NoSuchJavaException;

/**
 * Mistakes that Python finds when it runs and Java before: an argument of a type that no overload takes does not compile.
 * Where Python raises a {@code TypeError}, that is the same refusal.
 */
final class TypeErrors {
    private TypeErrors() {}

    /** Accepts the refusal if Python's was a {@code TypeError}, and passes it on if not. */
    static void check(Comparison comparison, JsonObject error, NoSuchJavaException refusal) {
        if (!error.get("type").getAsString().equals("TypeError")) {
            throw refusal;
        }
        comparison.noteClose("does not compile (" + refusal.getMessage() + ") where Python raises TypeError");
    }
}
