package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;
import dev.sconce.nn.internal.Sizes;
import dev.sconce.torch.Results;
import dev.sconce.torch.Tensor;

/** What all max poolings share ({@code _MaxPoolNd}). */
public abstract class MaxPoolNd extends Layer {
    /** The size of the window: one number, or one for each dimension. */
    public final long[] kernelSize;

    /** The step of the window. */
    public final long[] stride;

    /** What is put around the input. */
    public final long[] padding;

    /** The distance between the elements of a window. */
    public final long[] dilation;

    /** Whether {@link #callWithIndices} is meant. */
    public final boolean returnIndices;

    /** Whether the output's lengths are rounded up. */
    public final boolean ceilMode;

    MaxPoolNd(long[] kernelSize, MaxPoolOptions options) {
        this.kernelSize = kernelSize.clone();
        this.stride = options.stride == null ? this.kernelSize : options.stride.clone();
        this.padding = options.padding.clone();
        this.dilation = options.dilation.clone();
        this.returnIndices = options.returnIndices;
        this.ceilMode = options.ceilMode;
    }

    abstract Results.ValuesIndices forwardWithIndices(Tensor input);

    /**
     * Runs the hooks and the forward pass, and tells where the values were, for unpooling ({@code return_indices=True}).
     *
     * @param input the input
     * @return the greatest values, and their places in each channel
     */
    public final Results.ValuesIndices callWithIndices(Tensor input) {
        return callInstead(input, this::forwardWithIndices);
    }

    @Override
    public String extraRepr() {
        return "kernel_size=" + Sizes.text(kernelSize) + ", stride=" + Sizes.text(stride) + ", padding="
                + Sizes.text(padding) + ", dilation=" + Sizes.text(dilation) + ", ceil_mode=" + PyText.repr(ceilMode);
    }
}
