package dev.sconce.torch;

/** What a {@link GradScaler} can be told when it is made. */
public final class GradScalerOptions {
    double initScale = 65536;
    double growthFactor = 2;
    double backoffFactor = 0.5;
    long growthInterval = 2000;
    boolean enabled = true;

    GradScalerOptions() {}

    /**
     * Sets the first scale.
     *
     * @param initScale 65536 without this call
     * @return this
     */
    public GradScalerOptions initScale(double initScale) {
        this.initScale = initScale;
        return this;
    }

    /**
     * Sets by what the scale is multiplied after {@link #growthInterval} good steps in a row.
     *
     * @param factor more than 1; 2 without this call
     * @return this
     */
    public GradScalerOptions growthFactor(double factor) {
        growthFactor = factor;
        return this;
    }

    /**
     * Sets by what the scale is multiplied after a step in which a gradient was infinite or NaN.
     *
     * @param factor less than 1; 0.5 without this call
     * @return this
     */
    public GradScalerOptions backoffFactor(double factor) {
        backoffFactor = factor;
        return this;
    }

    /**
     * Sets how many good steps in a row make the scale grow.
     *
     * @param steps 2000 without this call
     * @return this
     */
    public GradScalerOptions growthInterval(long steps) {
        growthInterval = steps;
        return this;
    }

    /**
     * Sets whether the scaler does anything.
     *
     * @param enabled true without this call; false for a scaler whose {@link GradScaler#step} is the optimizer's and whose
     *     other methods do nothing
     * @return this
     */
    public GradScalerOptions enabled(boolean enabled) {
        this.enabled = enabled;
        return this;
    }
}
