package dev.sconce.it.conformance.bind;

import org.jspecify.annotations.Nullable;

/** Python's numbers and truth values as Java's: an int may become any number, a float only a real one. */
final class Numbers {
    private Numbers() {}

    /** The number for a parameter of a type, or null if it does not suit. */
    static @Nullable Fit fit(Object value, Class<?> type) {
        if (value instanceof Boolean) {
            return type == boolean.class || type == Boolean.class || type == Object.class ? Fit.exact(value) : null;
        }
        if (value instanceof Long whole) {
            return whole(whole, type);
        }
        return value instanceof Double real ? real(real, type) : null;
    }

    private static @Nullable Fit whole(long value, Class<?> type) {
        if (type == long.class || type == Long.class || type == Object.class) {
            return Fit.exact(value);
        }
        if ((type == int.class || type == Integer.class) && (int) value == value) {
            return Fit.exact((int) value);
        }
        if (type == Number.class) {
            return Fit.widened(value);
        }
        Fit fit = real((double) value, type);
        return fit == null ? null : Fit.widened(fit.value());
    }

    private static @Nullable Fit real(double value, Class<?> type) {
        if (type == double.class || type == Double.class || type == Object.class) {
            return Fit.exact(value);
        }
        if (type == float.class || type == Float.class) {
            return Fit.widened((float) value);
        }
        return type == Number.class ? Fit.widened(value) : null;
    }
}
