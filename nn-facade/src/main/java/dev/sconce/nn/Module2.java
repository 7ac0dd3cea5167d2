package dev.sconce.nn;

import org.jspecify.annotations.Nullable;

/**
 * A module of two arguments.
 *
 * @param <A> the first argument's type
 * @param <B> the second argument's type
 * @param <R> the result's type
 */
public abstract class Module2<A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
        extends Module {
    /** For subclasses. */
    protected Module2() {}

    /**
     * Computes the result; callers use {@link #call}.
     *
     * @param first the first argument
     * @param second the second argument
     * @return the result
     */
    protected abstract R forward(A first, B second);

    /**
     * Runs the hooks and the forward pass.
     *
     * @param first the first argument
     * @param second the second argument
     * @return the result
     */
    public final R call(A first, B second) {
        return hasHooks() ? Untyped.cast(callWithHooks(Arguments.of(first, second))) : forward(first, second);
    }

    @Override
    @Nullable
    Object forwardAny(Arguments arguments) {
        arguments.requirePositional(getName(), 2);
        return forward(
                Untyped.cast(arguments.args().get(0)),
                Untyped.cast(arguments.args().get(1)));
    }
}
