package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/**
 * Takes mean values over 1 dimension, in windows of such sizes that the output has given lengths.
 */
public class AdaptiveAvgPool1d extends AdaptivePoolNd {
    private final long length;

    /**
     * Makes a layer.
     *
     * @param outputSize the length of the output
     */
    public AdaptiveAvgPool1d(long outputSize) {
        super(boxed(outputSize));
        this.length = outputSize;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.adaptiveAvgPool1d(input, length);
    }
}
