package dev.sconce.nn;

import org.jspecify.annotations.Nullable;

/** Where Python's freedom of types meets Java's: hooks and containers pass on what they cannot know the type of. */
final class Untyped {
    private Untyped() {}

    /** Takes a value for one of the type that the caller expects; a wrong one shows where it is used, as in Python. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // that is what this method is for
    static <T extends @Nullable Object> T cast(@Nullable Object value) {
        return (T) value;
    }
}
