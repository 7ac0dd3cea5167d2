package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Results;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * Takes the greatest values over 2 dimensions of windows at random places, to a size or to a part of the input's size.
 */
public class FractionalMaxPool2d extends FractionalMaxPoolNd {
    /**
     * Makes a layer.
     *
     * @param kernelSize the size of the window
     * @param options outputSize or outputRatio
     */
    public FractionalMaxPool2d(long kernelSize, Consumer<FractionalPoolOptions> options) {
        this(new long[] {kernelSize}, options);
    }

    /**
     * Makes a layer.
     *
     * @param kernelSize the size of the window in each dimension
     * @param options outputSize or outputRatio
     */
    public FractionalMaxPool2d(long[] kernelSize, Consumer<FractionalPoolOptions> options) {
        super(kernelSize, 2, FractionalPoolOptions.of(options));
    }

    @Override
    Results.ValuesIndices forwardWithIndices(Tensor input) {
        return F.fractionalMaxPool2dWithIndices(input, kernelSize, outputSize, outputRatio, randomSamples);
    }
}
