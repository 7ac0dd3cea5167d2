package dev.sconce.torch;

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
}
