package dev.sconce.torch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees the gradients of several tensors at once on their way through a backward pass, and may replace them. */
@FunctionalInterface
public interface GradientsHook {
    /**
     * Called when all gradients that a pass computes for the tensors are there.
     *
     * @param grads one for each tensor; null for one that requires no gradient or was not used
     * @return one for each tensor that goes on in its place, of the same shape, dtype and device; null to keep them all
     */
    @Nullable
    List<? extends @Nullable Tensor> apply(List<? extends @Nullable Tensor> grads);
}
