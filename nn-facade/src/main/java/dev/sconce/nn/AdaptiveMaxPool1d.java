package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Results;
import dev.sconce.torch.Tensor;

/**
 * Takes greatest values over 1 dimension, in windows of such sizes that the output has given lengths.
 */
public class AdaptiveMaxPool1d extends AdaptiveMaxPoolNd {
    private final long length;

    /**
     * Makes a layer.
     *
     * @param outputSize the length of the output
     */
    public AdaptiveMaxPool1d(long outputSize) {
        this(outputSize, false);
    }

    /**
     * Makes a layer.
     *
     * @param outputSize the length of the output
     * @param returnIndices whether {@link #callWithIndices} is meant; kept as an attribute
     */
    public AdaptiveMaxPool1d(long outputSize, boolean returnIndices) {
        super(boxed(outputSize), returnIndices);
        this.length = outputSize;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.adaptiveMaxPool1d(input, length);
    }

    @Override
    Results.ValuesIndices forwardWithIndices(Tensor input) {
        return F.adaptiveMaxPool1dWithIndices(input, length);
    }
}
