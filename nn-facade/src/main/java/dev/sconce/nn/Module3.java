package dev.sconce.nn;

import org.jspecify.annotations.Nullable;

/**
 * A module of three arguments.
 *
 * @param <A> the first argument's type
 * @param <B> the second argument's type
 * @param <C> the third argument's type
 * @param <R> the result's type
 */
public abstract class Module3<
                A extends @Nullable Object,
                B extends @Nullable Object,
                C extends @Nullable Object,
                R extends @Nullable Object>
        extends Module {
    /** For subclasses. */
    protected Module3() {}

    /**
     * Computes the result; callers use {@link #call}.
     *
     * @param first the first argument
     * @param second the second argument
     * @param third the third argument
     * @return the result
     */
    protected abstract R forward(A first, B second, C third);

    /**
     * Runs the hooks and the forward pass.
     *
     * @param first the first argument
     * @param second the second argument
     * @param third the third argument
     * @return the result
     */
    public final R call(A first, B second, C third) {
        return hasHooks()
                ? Untyped.cast(callWithHooks(Arguments.of(first, second, third)))
                : forward(first, second, third);
    }

    @Override
    @Nullable
    Object forwardAny(Arguments arguments) {
        arguments.requirePositional(getName(), 3);
        return forward(
                Untyped.cast(arguments.args().get(0)),
                Untyped.cast(arguments.args().get(1)),
                Untyped.cast(arguments.args().get(2)));
    }
}
