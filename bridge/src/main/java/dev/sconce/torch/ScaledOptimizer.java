package dev.sconce.torch;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@link GradScaler} needs of an optimizer. */
public interface ScaledOptimizer {
    /**
     * The parameters whose gradients the scaler divides by the scale.
     *
     * @return the parameters of all groups
     */
    Iterable<? extends Tensor> scaledParameters();

    /** Updates the parameters from their gradients. */
    void step();

    /**
     * Computes the loss and its gradients, and updates the parameters.
     *
     * @param closure computes the loss and its gradients
     * @return the loss
     */
    Tensor step(Supplier<? extends Tensor> closure);

    /**
     * Whether {@link #step(Tensor, Tensor)} divides the gradients and skips the step by itself, as fused optimizers do
     * ({@code _step_supports_amp_scaling}).
     *
     * @return false unless an optimizer says otherwise
     */
    default boolean stepSupportsAmpScaling() {
        return false;
    }

    /**
     * Divides the gradients by the scale and updates the parameters, or does nothing if a gradient is infinite or NaN. Called
     * only if {@link #stepSupportsAmpScaling()}.
     *
     * @param gradScale the scale, a {@code float32} of no dimensions; null if the gradients are divided already
     * @param foundInf a {@code float32} of no dimensions: not 0 if a gradient is infinite or NaN
     */
    default void step(@Nullable Tensor gradScale, Tensor foundInf) {
        throw new UnsupportedOperationException(getClass().getName() + " does not scale gradients itself");
    }
}
