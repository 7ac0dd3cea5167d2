package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What all transposed convolutions share ({@code _ConvTransposeNd}). */
public abstract class ConvTransposeNd extends ConvNd {
    ConvTransposeNd(long inChannels, long outChannels, long[] kernelSize, int dims, ConvTransposeOptions options) {
        super(inChannels, outChannels, kernelSize, dims, toConvOptions(options), true, options.outputPadding);
        if (!paddingMode.equals("zeros")) {
            throw new IllegalArgumentException("Only \"zeros\" padding mode is supported for " + getName());
        }
    }

    private static ConvOptions toConvOptions(ConvTransposeOptions options) {
        ConvOptions same = new ConvOptions()
                .stride(options.stride)
                .padding(options.padding)
                .dilation(options.dilation)
                .groups(options.groups)
                .bias(options.bias)
                .paddingMode(options.paddingMode);
        TensorFactory factory = options.factory();
        return same.device(factory.device()).dtype(factory.dtype());
    }

    /** Computes the output; a null output size is the least. */
    abstract Tensor forward(Tensor input, long @Nullable [] outputSize);

    @Override
    protected Tensor forward(Tensor input) {
        return forward(input, null);
    }

    /**
     * Runs the forward pass to a given output size.
     *
     * @param input the input
     * @param outputSize the spatial lengths of the output, or its whole shape
     * @return the output
     * @throws IllegalArgumentException if no output padding leads there
     */
    public final Tensor call(Tensor input, long... outputSize) {
        return hasHooks()
                ? (Tensor) Objects.requireNonNull(callWithHooks(Arguments.of(input, outputSize)))
                : forward(input, outputSize);
    }

    @Override
    final @Nullable Object forwardAny(Arguments arguments) {
        return forward(arguments.get(0, "input", null), arguments.get(1, "output_size", null));
    }

    /** What must be added to one side of the output's shape so that it becomes the wanted one. */
    final long[] outputPadding(Tensor input, long @Nullable [] outputSize) {
        if (outputSize == null) {
            return outputPadding;
        }
        int dims = kernelSize.length;
        int others = input.dim() == dims + 2 ? 2 : 1;
        long[] wanted = outputSize.length == others + dims
                ? Arrays.copyOfRange(outputSize, others, outputSize.length)
                : outputSize;
        if (wanted.length != dims) {
            throw new IllegalArgumentException("ConvTranspose" + dims + "D: for " + input.dim()
                    + "D input, output_size must have " + dims + " or " + (others + dims) + " elements (got "
                    + wanted.length + ")");
        }
        long[] least = new long[dims];
        long[] greatest = new long[dims];
        for (int d = 0; d < dims; d++) {
            least[d] =
                    (input.size(d + others) - 1) * stride[d] - 2 * padding[d] + dilation[d] * (kernelSize[d] - 1) + 1;
            greatest[d] = least[d] + stride[d] - 1;
        }
        long[] missing = new long[dims];
        for (int d = 0; d < dims; d++) {
            missing[d] = wanted[d] - least[d];
            if (missing[d] < 0 || wanted[d] > greatest[d]) {
                long[] shape = input.shape();
                throw new IllegalArgumentException("requested an output size of " + Arrays.toString(wanted)
                        + ", but valid sizes range from " + Arrays.toString(least) + " to "
                        + Arrays.toString(greatest) + " (for an input of "
                        + PyText.size(Arrays.copyOfRange(shape, 2, shape.length)) + ")");
            }
        }
        return missing;
    }
}
