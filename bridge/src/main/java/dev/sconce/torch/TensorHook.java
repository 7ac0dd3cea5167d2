package dev.sconce.torch;

import org.jspecify.annotations.Nullable;

/** Sees the gradient of a tensor on its way through a backward pass, and may put another in its place. */
@FunctionalInterface
public interface TensorHook {
    /**
     * Called each time that the gradient with respect to the tensor is computed.
     *
     * @param grad the gradient; it must not be changed in place
     * @return a gradient of the same shape, dtype and device that goes on in its place, or null to keep it
     */
    @Nullable
    Tensor apply(Tensor grad);
}
