package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.Sizes;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * Takes sliding blocks out of a batch of images, as columns: {@code (N, C, H, W)} becomes {@code (N, C kH kW, L)}.
 */
public class Unfold extends Layer {
    /** The height and width of a block. */
    public final long[] kernelSize;

    /** The distance between the elements of a block. */
    public final long[] dilation;

    /** The zeros around the image. */
    public final long[] padding;

    /** The step of the blocks. */
    public final long[] stride;

    /**
     * Makes a layer for blocks by steps of 1.
     *
     * @param kernelSize the height and width of a block: one number for both, or two
     */
    public Unfold(long... kernelSize) {
        this(kernelSize, options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param kernelSize the height and width of a block: one number for both, or two
     * @param options dilation, padding, stride
     */
    public Unfold(long[] kernelSize, Consumer<FoldOptions> options) {
        FoldOptions chosen = FoldOptions.of(options);

        this.kernelSize = kernelSize.clone();
        this.dilation = chosen.dilation.clone();
        this.padding = chosen.padding.clone();
        this.stride = chosen.stride.clone();
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.unfold(input, kernelSize, dilation, padding, stride);
    }

    @Override
    public String extraRepr() {
        return "kernel_size=" + Sizes.text(kernelSize) + ", dilation=" + Sizes.text(dilation) + ", padding="
                + Sizes.text(padding) + ", stride=" + Sizes.text(stride);
    }
}
