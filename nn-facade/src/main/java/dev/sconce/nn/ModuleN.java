package dev.sconce.nn;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A module of any signature: arguments by position and by name, as Python's {@code forward(self, *args, **kwargs)}.
 *
 * @param <R> the result's type
 */
public abstract class ModuleN<R extends @Nullable Object> extends Module {
    /** For subclasses. */
    protected ModuleN() {}

    /**
     * Computes the result; callers use {@code call}.
     *
     * @param arguments the arguments
     * @return the result
     */
    protected abstract R forward(Arguments arguments);

    /**
     * Runs the hooks and the forward pass.
     *
     * @param args the arguments by position
     * @return the result
     */
    public final R call(@Nullable Object... args) {
        return call(Arguments.of(args));
    }

    /**
     * Runs the hooks and the forward pass.
     *
     * @param args the arguments by position
     * @param kwargs the arguments by name
     * @return the result
     */
    public final R call(List<@Nullable Object> args, Map<String, @Nullable Object> kwargs) {
        return call(new Arguments(args, kwargs));
    }

    private R call(Arguments arguments) {
        return Untyped.cast(callAny(arguments));
    }

    @Override
    final @Nullable Object forwardAny(Arguments arguments) {
        return forward(arguments);
    }
}
