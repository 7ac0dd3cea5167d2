package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * Normalizes each channel over a batch of shape {@code (N, C, H, W)}, then scales and shifts it by learned numbers.
 *
 * <p>In training the batch's own mean and variance are used, and running ones are kept, which evaluation uses. State:
 * {@code weight}, {@code bias}, {@code running_mean} and {@code running_var} of shape {@code (numFeatures)},
 * {@code num_batches_tracked} of none.
 *
 * <pre>{@code
 * new BatchNorm2d(64, b -> b.momentum(0.01))
 * }</pre>
 */
public class BatchNorm2d extends BatchNorm {
    /**
     * Makes a layer.
     *
     * @param numFeatures the number of channels
     */
    public BatchNorm2d(long numFeatures) {
        this(numFeatures, options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param numFeatures the number of channels
     * @param options eps, momentum, affine, track running stats, bias, dtype, device
     */
    public BatchNorm2d(long numFeatures, Consumer<NormOptions> options) {
        this(numFeatures, NormOptions.ofBatchNorm(options));
    }

    BatchNorm2d(long numFeatures, NormOptions options) {
        super(numFeatures, options);
    }

    @Override
    void checkInputDim(Tensor input) {
        requireDims(input, 4, 4);
    }
}
