package dev.sconce.nn;

import dev.sconce.torch.Results;
import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** What the max poolings to a given output size share ({@code _AdaptiveMaxPoolNd}). */
public abstract class AdaptiveMaxPoolNd extends AdaptivePoolNd {
    /** Whether {@link #callWithIndices} is meant. */
    public final boolean returnIndices;

    AdaptiveMaxPoolNd(@Nullable Long[] outputSize, boolean returnIndices) {
        super(outputSize);
        this.returnIndices = returnIndices;
    }

    abstract Results.ValuesIndices forwardWithIndices(Tensor input);

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
