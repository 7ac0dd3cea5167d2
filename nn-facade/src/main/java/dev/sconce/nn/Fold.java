package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.Sizes;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * Adds columns of sliding blocks up to a batch of images: {@code (N, C kH kW, L)} becomes {@code (N, C, H, W)}.
 */
public class Fold extends Layer {
    /** The height and width of the images. */
    public final long[] outputSize;

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
     * @param outputSize the height and width of the images: one number for both, or two
     * @param kernelSize the height and width of a block: one number for both, or two
     */
    public Fold(long[] outputSize, long... kernelSize) {
        this(outputSize, kernelSize, options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param outputSize the height and width of the images: one number for both, or two
     * @param kernelSize the height and width of a block: one number for both, or two
     * @param options dilation, padding, stride
     */
    public Fold(long[] outputSize, long[] kernelSize, Consumer<FoldOptions> options) {
        FoldOptions chosen = FoldOptions.of(options);
        this.outputSize = outputSize.clone();
        this.kernelSize = kernelSize.clone();
        this.dilation = chosen.dilation.clone();
        this.padding = chosen.padding.clone();
        this.stride = chosen.stride.clone();
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.fold(input, outputSize, kernelSize, dilation, padding, stride);
    }

    @Override
    public String extraRepr() {
        return "output_size=" + Sizes.text(outputSize) + ", kernel_size=" + Sizes.text(kernelSize) + ", dilation="
                + Sizes.text(dilation) + ", padding=" + Sizes.text(padding) + ", stride=" + Sizes.text(stride);
    }
}
