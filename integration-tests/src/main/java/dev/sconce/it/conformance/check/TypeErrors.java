package dev.sconce.it.conformance.check;

import com.google.gson.JsonObject;
import dev.sconce.it.conformance.bind.Arg;
import dev.sconce.it.conformance.bind.NoSuchJavaException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Mistakes that Python finds when it runs and Java before: an argument of a type that no overload takes does not compile.
 * Where Python raises a {@code TypeError}, that is the same refusal. It is proved, lest something that Java lacks passes for
 * it: the argument must be one that Python's message names, and Java must take the same call with a value of another type in
 * that argument's place.
 */
final class TypeErrors {
    /** A value of each type that an option may have. */
    private static final List<Object> OTHERS = List.of(true, 2L, 0.5, "mean");

    private TypeErrors() {}

    /**
     * Accepts a refusal that is proved, and passes on any other.
     *
     * @param error Python's
     * @param refusal Java's
     * @param args the arguments that were refused
     * @param taken whether Java takes such arguments
     */
    static void check(
            Comparison comparison,
            JsonObject error,
            NoSuchJavaException refusal,
            List<Arg> args,
            Predicate<List<Arg>> taken) {
        Arg culprit = culprit(error.get("message").getAsString(), args, taken);
        if (!error.get("type").getAsString().equals("TypeError") || culprit == null) {
            throw refusal;
        }
        comparison.noteRefused(
                culprit.name() + ": does not compile (" + refusal.getMessage() + ") where Python raises TypeError");
    }

    private static @Nullable Arg culprit(String message, List<Arg> args, Predicate<List<Arg>> taken) {
        return args.stream()
                .filter(arg -> arg.given() && !arg.name().isEmpty() && message.contains(arg.name()))
                .filter(arg -> OTHERS.stream().anyMatch(other -> taken.test(replaced(args, arg, other))))
                .findFirst()
                .orElse(null);
    }

    private static List<Arg> replaced(List<Arg> args, Arg culprit, Object other) {
        List<Arg> replaced = new ArrayList<>(args);
        replaced.set(args.indexOf(culprit), new Arg(culprit.name(), culprit.positional(), true, other));
        return replaced;
    }
}
