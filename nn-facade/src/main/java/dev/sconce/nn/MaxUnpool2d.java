package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Puts values that a {@link MaxPool2d} took back where they were over 2 dimensions, and zeros elsewhere.
 */
public class MaxUnpool2d extends MaxUnpoolNd {
    /**
     * Makes a layer that goes by steps of the window's size.
     *
     * @param kernelSize the size of the window
     */
    public MaxUnpool2d(long... kernelSize) {
        this(kernelSize, null, new long[] {0});
    }

    /**
     * Makes a layer.
     *
     * @param kernelSize the size of the window
     * @param stride the step of the window; null for its size
     * @param padding what was put around the input of the pooling
     */
    public MaxUnpool2d(long[] kernelSize, long @Nullable [] stride, long[] padding) {
        super(kernelSize, stride, padding, 2);
    }

    @Override
    Tensor forward(Tensor input, Tensor indices, long @Nullable [] outputSize) {
        return F.maxUnpool2d(input, indices, kernelSize, stride, padding, outputSize);
    }
}
