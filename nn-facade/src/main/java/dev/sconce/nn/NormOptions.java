package dev.sconce.nn;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Options of batch and instance normalization. */
public final class NormOptions extends FactoryOptions<NormOptions> {
    double eps = 1e-5;

    @Nullable
    Double momentum = 0.1;

    boolean affine;
    boolean trackRunningStats;
    boolean bias = true;

    private NormOptions(boolean affine, boolean trackRunningStats) {
        this.affine = affine;
        this.trackRunningStats = trackRunningStats;
    }

    static NormOptions ofBatchNorm(Consumer<NormOptions> options) {
        NormOptions chosen = new NormOptions(true, true);
        options.accept(chosen);
        return chosen;
    }

    static NormOptions ofInstanceNorm(Consumer<NormOptions> options) {
        NormOptions chosen = new NormOptions(false, false);
        options.accept(chosen);
        return chosen;
    }

    /**
     * What is added to the variance.
     *
     * @param eps 1e-5 by default
     * @return this
     */
    public NormOptions eps(double eps) {
        this.eps = eps;
        return this;
    }

    /**
     * The weight of the newest batch in the running statistics.
     *
     * @param momentum 0.1 by default; null for the plain mean over all batches
     * @return this
     */
    public NormOptions momentum(double momentum) {
        return momentum((Double) momentum);
    }

    /**
     * The weight of the newest batch in the running statistics.
     *
     * @param momentum 0.1 by default; null for the plain mean over all batches
     * @return this
     */
    public NormOptions momentum(@Nullable Double momentum) {
        this.momentum = momentum;
        return this;
    }

    /**
     * Whether the result is scaled and shifted by learned numbers.
     *
     * @param affine true by default for batch normalization, false for instance normalization
     * @return this
     */
    public NormOptions affine(boolean affine) {
        this.affine = affine;
        return this;
    }

    /**
     * Whether statistics are kept for evaluation.
     *
     * @param trackRunningStats true by default for batch normalization, false for instance normalization
     * @return this
     */
    public NormOptions trackRunningStats(boolean trackRunningStats) {
        this.trackRunningStats = trackRunningStats;
        return this;
    }

    /**
     * Whether the result is shifted, if it is scaled.
     *
     * @param bias true by default
     * @return this
     */
    public NormOptions bias(boolean bias) {
        this.bias = bias;
        return this;
    }
}
