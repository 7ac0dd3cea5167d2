package dev.sconce.data;

import dev.sconce.torch.DType;
import dev.sconce.torch.Generator;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Samples drawn with given probabilities ({@code torch.utils.data.WeightedRandomSampler}). */
public final class WeightedRandomSampler implements Sampler<Long> {
    private final double[] weights;
    private final long numSamples;
    private final boolean replacement;
    private final @Nullable Generator generator;

    /**
     * Draws with replacement, by the default generator.
     *
     * @param weights how probable each sample is; they need not add up to 1
     * @param numSamples how many to draw
     * @throws IllegalArgumentException if that is not positive
     */
    public WeightedRandomSampler(double[] weights, long numSamples) {
        this(weights, numSamples, true, null);
    }

    /**
     * Makes a sampler.
     *
     * @param weights how probable each sample is; they need not add up to 1
     * @param numSamples how many to draw
     * @param replacement whether a sample may come again
     * @param generator what chooses, or null for the default generator
     * @throws IllegalArgumentException if the number is not positive
     */
    public WeightedRandomSampler(
            double[] weights, long numSamples, boolean replacement, @Nullable Generator generator) {
        if (numSamples <= 0) {
            throw new IllegalArgumentException(
                    "num_samples should be a positive integer value, but got num_samples=" + numSamples);
        }
        this.weights = weights.clone();
        this.numSamples = numSamples;
        this.replacement = replacement;
        this.generator = generator;
    }

    @Override
    public Iterator<Long> iterator() {
        return new DrawnIndices(round -> round == 0 ? drawn() : null);
    }

    private long[] drawn() {
        try (Tensor probabilities = Torch.tensor(weights, DType.FLOAT64);
                Tensor drawn = Torch.multinomial(probabilities, numSamples, replacement, generator)) {
            return drawn.toLongArray();
        }
    }

    @Override
    public long size() {
        return numSamples;
    }
}
