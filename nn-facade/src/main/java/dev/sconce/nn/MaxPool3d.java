package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Results;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * Takes the greatest value of each window over 3 dimensions of an input of shape {@code (N, C, D, H, W)}, or without {@code N}.
 *
 * <pre>{@code
 * new MaxPool3d(3, p -> p.stride(2).padding(1))
 * }</pre>
 */
public class MaxPool3d extends MaxPoolNd {
    /**
     * Makes a layer that goes by steps of the window's size.
     *
     * @param kernelSize the size of the window
     */
    public MaxPool3d(long kernelSize) {
        this(kernelSize, options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param kernelSize the size of the window
     * @param stride the step of the window
     */
    public MaxPool3d(long kernelSize, long stride) {
        this(kernelSize, options -> options.stride(stride));
    }

    /**
     * Makes a layer.
     *
     * @param kernelSize the size of the window
     * @param stride the step of the window
     * @param padding what is put around the input
     */
    public MaxPool3d(long kernelSize, long stride, long padding) {
        this(kernelSize, options -> options.stride(stride).padding(padding));
    }

    /**
     * Makes a layer.
     *
     * @param kernelSize the size of the window
     * @param options stride, padding, dilation, ceil mode
     */
    public MaxPool3d(long kernelSize, Consumer<MaxPoolOptions> options) {
        this(new long[] {kernelSize}, options);
    }

    /**
     * Makes a layer.
     *
     * @param kernelSize the size of the window in each dimension
     * @param options stride, padding, dilation, ceil mode
     */
    public MaxPool3d(long[] kernelSize, Consumer<MaxPoolOptions> options) {
        super(kernelSize, MaxPoolOptions.of(options));
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.maxPool3d(input, kernelSize, stride, padding, dilation, ceilMode);
    }

    @Override
    Results.ValuesIndices forwardWithIndices(Tensor input) {
        return F.maxPool3dWithIndices(input, kernelSize, stride, padding, dilation, ceilMode);
    }
}
