package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Results;
import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Takes greatest values over 2 dimensions, in windows of such sizes that the output has given lengths.
 */
public class AdaptiveMaxPool2d extends AdaptiveMaxPoolNd {
    /**
     * Makes a layer.
     *
     * @param outputSize the lengths of the output: one for all dimensions, or one for each
     */
    public AdaptiveMaxPool2d(long... outputSize) {
        this(boxed(outputSize), false);
    }

    /**
     * Makes a layer.
     *
     * @param outputSize the lengths of the output, one for each dimension; null for the input's own
     */
    public AdaptiveMaxPool2d(@Nullable Long[] outputSize) {
        this(outputSize, false);
    }

    /**
     * Makes a layer.
     *
     * @param outputSize the length of the output in all dimensions
     * @param returnIndices whether {@link #callWithIndices} is meant; kept as an attribute
     */
    public AdaptiveMaxPool2d(long outputSize, boolean returnIndices) {
        this(boxed(outputSize), returnIndices);
    }

    /**
     * Makes a layer.
     *
     * @param outputSize the lengths of the output, one for each dimension; null for the input's own
     * @param returnIndices whether {@link #callWithIndices} is meant; kept as an attribute
     */
    public AdaptiveMaxPool2d(@Nullable Long[] outputSize, boolean returnIndices) {
        super(outputSize, returnIndices);
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.adaptiveMaxPool2d(input, sizes(2));
    }

    @Override
    Results.ValuesIndices forwardWithIndices(Tensor input) {
        return F.adaptiveMaxPool2dWithIndices(input, sizes(2));
    }
}
