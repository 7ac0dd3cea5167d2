package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A hook before a step that may put another closure in the place of the caller's, or of none. */
@FunctionalInterface
public interface ClosureReplacer {
    /**
     * Runs before a step.
     *
     * @param optimizer the optimizer
     * @param closure what {@code step} was given, or what the hook before this one made of it; null if nothing
     * @return another closure, or null to leave it as it is
     */
    @Nullable
    Supplier<? extends Tensor> replace(Optimizer optimizer, @Nullable Supplier<? extends Tensor> closure);
}
