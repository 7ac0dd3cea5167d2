package dev.sconce.checkpoint.model;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A pattern of names, in which {@code *} stands for any characters, dots and slashes included, and {@code ?} for one: {@code
 * layer?.*.weight}, as in Python's {@code fnmatch}.
 */
public final class NameGlob {
    private NameGlob() {}

    /** Whether a whole name fits. */
    public static Predicate<String> of(String pattern) {
        var regex = new StringBuilder();
        pattern.codePoints().forEach(c -> {
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(Character.toString(c)));
            }
        });
        return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
    }
}
