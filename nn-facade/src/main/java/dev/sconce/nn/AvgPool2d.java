package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * Takes the mean value of each window over 2 dimensions of an input of shape {@code (N, C, H, W)}, or without {@code N}.
 *
 * <pre>{@code
 * new AvgPool2d(3, p -> p.stride(2).padding(1))
 * }</pre>
 */
public class AvgPool2d extends AvgPoolNd {
    /**
     * Makes a layer that goes by steps of the window's size.
     *
     * @param kernelSize the size of the window
     */
    public AvgPool2d(long kernelSize) {
        this(kernelSize, options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param kernelSize the size of the window
     * @param stride the step of the window
     */
    public AvgPool2d(long kernelSize, long stride) {
        this(kernelSize, options -> options.stride(stride));
    }

    /**
     * Makes a layer.
     *
     * @param kernelSize the size of the window
     * @param stride the step of the window
     * @param padding what is put around the input
     */
    public AvgPool2d(long kernelSize, long stride, long padding) {
        this(kernelSize, options -> options.stride(stride).padding(padding));
    }

    /**
     * Makes a layer.
     *
     * @param kernelSize the size of the window
     * @param options stride, padding, ceil mode, count include pad, divisor override
     */
    public AvgPool2d(long kernelSize, Consumer<AvgPoolOptions> options) {
        this(new long[] {kernelSize}, options);
    }

    /**
     * Makes a layer.
     *
     * @param kernelSize the size of the window in each dimension
     * @param options stride, padding, ceil mode, count include pad, divisor override
     */
    public AvgPool2d(long[] kernelSize, Consumer<AvgPoolOptions> options) {
        super(kernelSize, AvgPoolOptions.of(options));
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.avgPool2d(input, kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride);
    }
}
