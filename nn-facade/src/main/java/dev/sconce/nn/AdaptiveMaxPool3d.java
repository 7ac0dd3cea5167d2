package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Results;
import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Takes greatest values over 3 dimensions, in windows of such sizes that the output has given lengths.
 */
public class AdaptiveMaxPool3d extends AdaptivePoolNd {
    /**
     * Makes a layer.
     *
     * @param outputSize the lengths of the output: one for all dimensions, or one for each
     */
    public AdaptiveMaxPool3d(long... outputSize) {
        super(boxed(outputSize));
    }

    /**
     * Makes a layer.
     *
     * @param outputSize the lengths of the output, one for each dimension; null for the input's own
     */
    public AdaptiveMaxPool3d(@Nullable Long[] outputSize) {
        super(outputSize);
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.adaptiveMaxPool3d(input, sizes(3));
    }

    /**
     * Runs the forward pass and tells where the values were ({@code return_indices=True}).
     *
     * @param input the input
     * @return the greatest values, and their places in each channel
     */
    public final Results.ValuesIndices callWithIndices(Tensor input) {
        return F.adaptiveMaxPool3dWithIndices(input, sizes(3));
    }
}
