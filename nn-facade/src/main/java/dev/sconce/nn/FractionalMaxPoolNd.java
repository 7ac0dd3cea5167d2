package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;
import dev.sconce.nn.internal.Sizes;
import dev.sconce.torch.Results;
import dev.sconce.torch.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the poolings at random places share. */
public abstract class FractionalMaxPoolNd extends Layer {
    /** The size of the window. */
    public final long[] kernelSize;

    /** The lengths of the output, or null. */
    public final long @Nullable [] outputSize;

    /** The lengths of the output as parts of the input's, or null. */
    public final double @Nullable [] outputRatio;

    /** Whether {@link #callWithIndices} is meant. */
    public final boolean returnIndices;

    /** The numbers that place the windows, or null. */
    @RegisteredAs("_random_samples")
    public @Nullable Buffer randomSamples;

    FractionalMaxPoolNd(long[] kernelSize, int dims, FractionalPoolOptions options) {
        if (dims == 3 && Arrays.stream(kernelSize).anyMatch(length -> length <= 0)) {
            throw new IllegalArgumentException("kernel_size must be greater than 0, but got " + Sizes.text(kernelSize));
        }
        String name = "FractionalMaxPool" + dims + "d";
        this.kernelSize = Sizes.expand(kernelSize, dims, "kernel_size");
        this.returnIndices = options.returnIndices;
        registerBuffer("_random_samples", options.randomSamples);
        long[] size = options.outputSize;
        double[] ratio = options.outputRatio;
        if (size == null && ratio == null) {
            throw new IllegalArgumentException(name + " requires specifying either an output size, or a pooling ratio");
        }
        if (size != null && ratio != null) {
            throw new IllegalArgumentException("only one of output_size and output_ratio may be specified");
        }
        this.outputSize = size == null ? null : Sizes.expand(size, dims, "output_size");
        this.outputRatio = ratio == null ? null : Sizes.expand(ratio, dims, "output_ratio");
        if (ratio != null && Arrays.stream(ratio).anyMatch(part -> !(part > 0 && part < 1))) {
            throw new IllegalArgumentException("output_ratio must be between 0 and 1 (got "
                    + (ratio.length == 1
                            ? PyText.repr(ratio[0])
                            : PyText.tuple(Arrays.stream(ratio).boxed().toList()))
                    + ")");
        }
    }

    abstract Results.ValuesIndices forwardWithIndices(Tensor input);

    @Override
    protected Tensor forward(Tensor input) {
        return forwardWithIndices(input).values();
    }

    /**
     * Runs the hooks and the forward pass, and tells where the values were ({@code return_indices=True}).
     *
     * @param input the input
     * @return the greatest values, and their places in each channel
     */
    public final Results.ValuesIndices callWithIndices(Tensor input) {
        return callInstead(input, this::forwardWithIndices);
    }
}
