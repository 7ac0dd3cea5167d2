package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a convolution over 1 dimension with respect to its input, as a layer of its own.
 *
 * <p>Input {@code (N, C, L)} or without {@code N}, with {@code inChannels} channels; the output has
 * {@code outChannels}, and each spatial length becomes
 * {@code (length - 1) stride - 2 padding + dilation (kernel - 1) + outputPadding + 1}. State: {@code weight} of shape
 * {@code (inChannels, outChannels / groups, kernel)} and {@code bias} of shape {@code (outChannels)}.
 */
public class ConvTranspose1d extends ConvTransposeNd {
    /**
     * Makes a layer that goes by steps of 1, without padding, with a bias.
     *
     * @param inChannels the number of input channels
     * @param outChannels the number of output channels
     * @param kernelSize the length of the kernel
     */
    public ConvTranspose1d(long inChannels, long outChannels, long kernelSize) {
        this(inChannels, outChannels, kernelSize, options -> {});
    }

    /**
     * Makes a layer without padding, with a bias.
     *
     * @param inChannels the number of input channels
     * @param outChannels the number of output channels
     * @param kernelSize the length of the kernel
     * @param stride the step of the window
     */
    public ConvTranspose1d(long inChannels, long outChannels, long kernelSize, long stride) {
        this(inChannels, outChannels, kernelSize, options -> options.stride(stride));
    }

    /**
     * Makes a layer.
     *
     * @param inChannels the number of input channels
     * @param outChannels the number of output channels
     * @param kernelSize the length of the kernel
     * @param options stride, padding, output padding, groups, bias, dilation, dtype, device
     */
    public ConvTranspose1d(long inChannels, long outChannels, long kernelSize, Consumer<ConvTransposeOptions> options) {
        this(inChannels, outChannels, new long[] {kernelSize}, options);
    }

    /**
     * Makes a layer.
     *
     * @param inChannels the number of input channels
     * @param outChannels the number of output channels
     * @param kernelSize the lengths of the kernel
     * @param options stride, padding, output padding, groups, bias, dilation, dtype, device
     */
    public ConvTranspose1d(
            long inChannels, long outChannels, long[] kernelSize, Consumer<ConvTransposeOptions> options) {
        super(inChannels, outChannels, kernelSize, 1, ConvTransposeOptions.of(options));
    }

    @Override
    Tensor forward(Tensor input, long @Nullable [] outputSize) {
        long[] added = outputPadding(input, outputSize);
        return F.convTranspose1d(input, weight, bias, stride, padding, added, groups, dilation);
    }
}
