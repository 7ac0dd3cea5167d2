package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Takes mean values over 3 dimensions, in windows of such sizes that the output has given lengths.
 */
public class AdaptiveAvgPool3d extends AdaptivePoolNd {
    /**
     * Makes a layer.
     *
     * @param outputSize the lengths of the output: one for all dimensions, or one for each
     */
    public AdaptiveAvgPool3d(long... outputSize) {
        super(boxed(outputSize));
    }

    /**
     * Makes a layer.
     *
     * @param outputSize the lengths of the output, one for each dimension; null for the input's own
     */
    public AdaptiveAvgPool3d(@Nullable Long[] outputSize) {
        super(outputSize);
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.adaptiveAvgPool3d(input, sizes(3));
    }
}
