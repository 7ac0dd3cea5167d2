package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Results;
import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Takes greatest values over 3 dimensions, in windows of such sizes that the output has given lengths.
 */
public class AdaptiveMaxPool3d extends AdaptiveMaxPoolNd {
    /**
     * Makes a layer.
     *
     * @param outputSize the lengths of the output: one for all dimensions, or one for each
     */
    public AdaptiveMaxPool3d(long... outputSize) {
        this(boxed(outputSize), false);
    }

    /**
     * Makes a layer.
     *
     * @param outputSize the lengths of the output, one for each dimension; null for the input's own
     */
    public AdaptiveMaxPool3d(@Nullable Long[] outputSize) {
        this(outputSize, false);
    }

    /**
     * Makes a layer.
     *
     * @param outputSize the length of the output in all dimensions
     * @param returnIndices whether {@link #callWithIndices} is meant; kept as an attribute
     */
    public AdaptiveMaxPool3d(long outputSize, boolean returnIndices) {
        this(boxed(outputSize), returnIndices);
    }

    /**
     * Makes a layer.
     *
     * @param outputSize the lengths of the output, one for each dimension; null for the input's own
     * @param returnIndices whether {@link #callWithIndices} is meant; kept as an attribute
     */
    public AdaptiveMaxPool3d(@Nullable Long[] outputSize, boolean returnIndices) {
        super(outputSize, returnIndices);
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.adaptiveMaxPool3d(input, sizes(3));
    }

    @Override
    Results.ValuesIndices forwardWithIndices(Tensor input) {
        return F.adaptiveMaxPool3dWithIndices(input, sizes(3));
    }
}
