package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;
import dev.sconce.nn.internal.Sizes;
import dev.sconce.torch.MemoryFormat;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all convolutions share: their attributes, checks, parameters and text ({@code _ConvNd}). */
public abstract class ConvNd extends Layer {
    private static final List<String> PADDING_MODES = List.of("zeros", "reflect", "replicate", "circular");

    /** The number of input channels. */
    public long inChannels;

    /** The number of output channels. */
    public final long outChannels;

    /** The lengths of the kernel. */
    public final long[] kernelSize;

    /** The steps of the window. */
    public final long[] stride;

    /** The padding on both sides; zeros where it is given as {@link #paddingText}. */
    public final long[] padding;

    /** The padding by name, {@code same} or {@code valid}, or null. */
    public final @Nullable String paddingText;

    /** The distances between the elements of the kernel. */
    public final long[] dilation;

    /** Whether this is a transposed convolution. */
    public final boolean transposed;

    /** What is added to one side of the output's shape. */
    public final long[] outputPadding;

    /** The number of groups of channels that are convolved apart. */
    public final long groups;

    /** What stands around the input. */
    public final String paddingMode;

    /** The kernels. */
    public Parameter weight;

    /** What is added to each output channel, or null. */
    public @Nullable Parameter bias;

    /** The padding in the form that {@code F.pad} takes. */
    final long[] reversedPadding;

    ConvNd(long inChannels, long outChannels, long[] kernelSize, int dims, ConvOptions options) {
        this(inChannels, outChannels, kernelSize, dims, options, false, new long[] {0});
    }

    ConvNd(
            long inChannels,
            long outChannels,
            long[] kernelSize,
            int dims,
            ConvOptions options,
            boolean transposed,
            long[] outputPadding) {
        this.inChannels = inChannels;
        this.outChannels = outChannels;
        this.kernelSize = Sizes.expand(kernelSize, dims, "kernel_size");
        this.stride = Sizes.expand(options.stride, dims, "stride");
        this.paddingText = options.paddingText;
        this.padding = Sizes.expand(paddingText == null ? options.padding : new long[] {0}, dims, "padding");
        this.dilation = Sizes.expand(options.dilation, dims, "dilation");
        this.transposed = transposed;
        this.outputPadding = Sizes.expand(outputPadding, dims, "output_padding");
        this.groups = options.groups;
        this.paddingMode = options.paddingMode;
        check();
        this.reversedPadding = paddingText == null ? Sizes.reverseRepeat(padding, 2) : samePadding();
        TensorFactory factory = options.factory();
        weight = makeParameter(factory, weightShape());
        if (options.bias) {
            bias = makeParameter(factory, outChannels);
        } else {
            registerParameter("bias", null);
        }
        resetParameters();
    }

    private void check() {
        if (groups <= 0) {
            throw new IllegalArgumentException("groups must be a positive integer");
        }
        if (inChannels % groups != 0) {
            throw new IllegalArgumentException("in_channels must be divisible by groups");
        }
        if (outChannels % groups != 0) {
            throw new IllegalArgumentException("out_channels must be divisible by groups");
        }
        if (paddingText != null) {
            if (!paddingText.equals("same") && !paddingText.equals("valid")) {
                throw new IllegalArgumentException(
                        "Invalid padding string " + PyText.repr(paddingText) + ", should be one of {'same', 'valid'}");
            }
            if (paddingText.equals("same") && !Sizes.all(stride, 1)) {
                throw new IllegalArgumentException("padding='same' is not supported for strided convolutions");
            }
        }
        if (!PADDING_MODES.contains(paddingMode)) {
            throw new IllegalArgumentException("padding_mode must be one of {'zeros', 'reflect', 'replicate',"
                    + " 'circular'}, but got padding_mode='" + paddingMode + "'");
        }
    }

    private long[] samePadding() {
        int dims = kernelSize.length;
        long[] reversed = new long[2 * dims];
        if ("same".equals(paddingText)) {
            for (int d = 0; d < dims; d++) {
                long total = dilation[d] * (kernelSize[d] - 1);
                int at = 2 * (dims - 1 - d);
                reversed[at] = total / 2;
                reversed[at + 1] = total - total / 2;
            }
        }
        return reversed;
    }

    /** The shape of the weight: of a transposed convolution, the input channels come first. */
    final long[] weightShape() {
        long[] shape = new long[kernelSize.length + 2];
        shape[0] = transposed ? inChannels : outChannels;
        shape[1] = (transposed ? outChannels : inChannels) / groups;
        System.arraycopy(kernelSize, 0, shape, 2, kernelSize.length);
        return shape;
    }

    /** A parameter of this shape, or one that will have it. */
    Parameter makeParameter(TensorFactory factory, long... shape) {
        return factory.parameter(shape);
    }

    /** Draws the parameters again. */
    public void resetParameters() {
        if (weight.isContiguous()) {
            FanInInit.reset(weight, bias);
            return;
        }
        // Another memory format must not change which numbers are drawn for which element.
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            Tensor contiguous = Torch.emptyLike(weight, MemoryFormat.CONTIGUOUS);
            FanInInit.reset(contiguous, bias);
            weight.copy_(contiguous);
        }
    }

    @Override
    public String extraRepr() {
        StringBuilder text = new StringBuilder()
                .append(inChannels)
                .append(", ")
                .append(outChannels)
                .append(", kernel_size=")
                .append(PyText.tuple(kernelSize))
                .append(", stride=")
                .append(PyText.tuple(stride));
        if (paddingText != null) {
            text.append(", padding=").append(paddingText);
        } else if (!Sizes.all(padding, 0)) {
            text.append(", padding=").append(PyText.tuple(padding));
        }
        if (!Sizes.all(dilation, 1)) {
            text.append(", dilation=").append(PyText.tuple(dilation));
        }
        if (!Sizes.all(outputPadding, 0)) {
            text.append(", output_padding=").append(PyText.tuple(outputPadding));
        }
        if (groups != 1) {
            text.append(", groups=").append(groups);
        }
        if (bias == null) {
            text.append(", bias=False");
        }
        if (!paddingMode.equals("zeros")) {
            text.append(", padding_mode=").append(paddingMode);
        }
        return text.toString();
    }
}
