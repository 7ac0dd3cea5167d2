package dev.sconce.nn;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A module of one argument.
 *
 * @param <A> the argument's type
 * @param <R> the result's type
 */
public abstract class Module1<A extends @Nullable Object, R extends @Nullable Object> extends Module {
    /** For subclasses. */
    protected Module1() {}

    /**
     * Computes the result; callers use {@link #call}.
     *
     * @param input the argument
     * @return the result
     */
    protected abstract R forward(A input);

    /**
     * Runs the hooks and the forward pass.
     *
     * @param input the argument
     * @return the result
     */
    public final R call(A input) {
        return hasHooks() ? Untyped.cast(callWithHooks(Arguments.of(input))) : forward(input);
    }

    /** A call of another forward pass than {@link #forward}, such as one that returns more, with the hooks. */
    final <T> T callInstead(A input, Function<A, T> forward) {
        if (!hasHooks()) {
            return forward.apply(input);
        }
        return Untyped.cast(callWithHooks(Arguments.of(input), arguments -> {
            arguments.requirePositional(getName(), 1);
            return forward.apply(Untyped.cast(arguments.args().get(0)));
        }));
    }

    @Override
    @Nullable
    Object callWith(@Nullable Object input) {
        return hasHooks() ? super.callWith(input) : forward(Untyped.cast(input));
    }

    @Override
    @Nullable
    Object forwardAny(Arguments arguments) {
        arguments.requirePositional(getName(), 1);
        return forward(Untyped.cast(arguments.args().get(0)));
    }
}
