package dev.sconce.it.conformance.bind;

import org.jspecify.annotations.Nullable;

/**
 * An argument of a Python call, bound to its parameter.
 *
 * @param name the parameter's Python name; empty if it is not known
 * @param positional whether it may be passed by position
 * @param given whether the caller gave it; else the value is the default
 * @param value the value
 */
public record Arg(
        String name,
        boolean positional,
        boolean given,
        @Nullable Object value) {

    /** An argument that the caller passed by position. */
    public static Arg positional(String name, @Nullable Object value) {
        return new Arg(name, true, true, value);
    }

    /** An argument that the caller passed by name. */
    public static Arg named(String name, @Nullable Object value) {
        return new Arg(name, false, true, value);
    }
}
