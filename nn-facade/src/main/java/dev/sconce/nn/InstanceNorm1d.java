package dev.sconce.nn;

import java.util.function.Consumer;

/**
 * Normalizes each channel of each sample of an input of shape {@code (N, C, L)} or without {@code N}.
 *
 * <p>By default nothing is learned and no running statistics are kept.
 */
public class InstanceNorm1d extends InstanceNorm {
    /**
     * Makes a layer.
     *
     * @param numFeatures the number of channels
     */
    public InstanceNorm1d(long numFeatures) {
        this(numFeatures, options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param numFeatures the number of channels
     * @param options eps, momentum, affine, track running stats, bias, dtype, device
     */
    public InstanceNorm1d(long numFeatures, Consumer<NormOptions> options) {
        this(numFeatures, NormOptions.ofInstanceNorm(options));
    }

    InstanceNorm1d(long numFeatures, NormOptions options) {
        super(numFeatures, 2, options);
    }
}
