package dev.sconce.it.conformance.bind;

import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** Reflective calls whose failures are those of the code that was called. */
final class Reflection {
    private Reflection() {}

    /** A reflective call. */
    @FunctionalInterface
    interface Action<T extends @Nullable Object> {
        /** Makes the call. */
        T run() throws ReflectiveOperationException;
    }

    /**
     * Makes a call.
     *
     * @return its result
     * @throws RuntimeException what the code that was called threw
     */
    static <T extends @Nullable Object> T run(Action<T> action) {
        try {
            return action.run();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw new IllegalStateException("a checked exception came out", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot be called: " + e.getMessage(), e);
        }
    }
}
