package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * Convolves (cross-correlates, that is) over 1 dimension with learned kernels.
 *
 * <p>Input {@code (N, C, L)} or without {@code N}, with {@code inChannels} channels; the output has
 * {@code outChannels}, and each spatial length becomes
 * {@code floor((length + 2 padding - dilation (kernel - 1) - 1) / stride + 1)}. State: {@code weight} of shape
 * {@code (outChannels, inChannels / groups, kernel)} and {@code bias} of shape {@code (outChannels)}, both drawn
 * uniformly within one over the root of the inputs of an output.
 *
 * <pre>{@code
 * new Conv1d(16, 33, 3, c -> c.stride(2).padding(1).bias(false))
 * }</pre>
 */
public class Conv1d extends ConvNd {
    private static final long[] NO_PADDING = {0};

    /**
     * Makes a layer that goes by steps of 1, without padding, with a bias.
     *
     * @param inChannels the number of input channels
     * @param outChannels the number of output channels
     * @param kernelSize the length of the kernel
     */
    public Conv1d(long inChannels, long outChannels, long kernelSize) {
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
    public Conv1d(long inChannels, long outChannels, long kernelSize, long stride) {
        this(inChannels, outChannels, kernelSize, options -> options.stride(stride));
    }

    /**
     * Makes a layer with a bias.
     *
     * @param inChannels the number of input channels
     * @param outChannels the number of output channels
     * @param kernelSize the length of the kernel
     * @param stride the step of the window
     * @param padding the zeros on both sides
     */
    public Conv1d(long inChannels, long outChannels, long kernelSize, long stride, long padding) {
        this(inChannels, outChannels, kernelSize, options -> options.stride(stride)
                .padding(padding));
    }

    /**
     * Makes a layer.
     *
     * @param inChannels the number of input channels
     * @param outChannels the number of output channels
     * @param kernelSize the length of the kernel
     * @param options stride, padding, dilation, groups, bias, padding mode, dtype, device
     */
    public Conv1d(long inChannels, long outChannels, long kernelSize, Consumer<ConvOptions> options) {
        this(inChannels, outChannels, new long[] {kernelSize}, options);
    }

    /**
     * Makes a layer.
     *
     * @param inChannels the number of input channels
     * @param outChannels the number of output channels
     * @param kernelSize the lengths of the kernel
     * @param options stride, padding, dilation, groups, bias, padding mode, dtype, device
     */
    public Conv1d(long inChannels, long outChannels, long[] kernelSize, Consumer<ConvOptions> options) {
        super(inChannels, outChannels, kernelSize, 1, ConvOptions.of(options));
    }

    @Override
    protected Tensor forward(Tensor input) {
        if (!paddingMode.equals("zeros")) {
            Tensor padded = F.pad(input, reversedPadding, paddingMode, null);
            return F.conv1d(padded, weight, bias, stride, NO_PADDING, dilation, groups);
        }
        return paddingText == null
                ? F.conv1d(input, weight, bias, stride, padding, dilation, groups)
                : F.conv1d(input, weight, bias, stride, paddingText, dilation, groups);
    }
}
