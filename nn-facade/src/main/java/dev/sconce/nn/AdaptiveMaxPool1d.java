package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Results;
import dev.sconce.torch.Tensor;

/**
 * Takes greatest values over 1 dimension, in windows of such sizes that the output has given lengths.
 */
public class AdaptiveMaxPool1d extends AdaptivePoolNd {
    private final long length;

    /**
     * Makes a layer.
     *
     * @param outputSize the length of the output
     */
    public AdaptiveMaxPool1d(long outputSize) {
        super(boxed(outputSize));
        this.length = outputSize;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.adaptiveMaxPool1d(input, length);
    }

    /**
     * Runs the forward pass and tells where the values were ({@code return_indices=True}).
     *
     * @param input the input
     * @return the greatest values, and their places in each channel
     */
    public final Results.ValuesIndices callWithIndices(Tensor input) {
        return F.adaptiveMaxPool1dWithIndices(input, length);
    }
}
