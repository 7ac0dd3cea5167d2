package dev.sconce.it.conformance.bind;

import org.jspecify.annotations.Nullable;

/**
 * A Python value in the form that a Java parameter wants.
 *
 * @param value the Java value
 * @param cost 0 if the type says exactly what Python's says, more if it had to be widened
 */
public record Fit(@Nullable Object value, int cost) {

    /** The value as it is. */
    static Fit exact(@Nullable Object value) {
        return new Fit(value, 0);
    }

    /** A value of a wider type. */
    static Fit widened(@Nullable Object value) {
        return new Fit(value, 1);
    }
}
