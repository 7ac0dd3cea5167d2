package dev.sconce.data;

import dev.sconce.torch.DType;
import dev.sconce.torch.Generator;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The samples in random order, or drawn at random with replacement ({@code torch.utils.data.RandomSampler}). The same seed
 * gives Python's order.
 */
public final class RandomSampler implements Sampler<Long> {
    /** So many are drawn at a time with replacement. */
    private static final int DRAWN = 32;

    private final Dataset<?> dataset;
    private final boolean replacement;
    private final @Nullable Long numSamples;
    private final @Nullable Generator generator;

    /**
     * Each sample once, by a permutation that the default generator seeds.
     *
     * @param dataset what to draw from
     * @throws IllegalArgumentException if it is empty
     */
    public RandomSampler(Dataset<?> dataset) {
        this(dataset, false, null, null);
    }

    /**
     * Each sample once.
     *
     * @param dataset what to draw from
     * @param generator what chooses, or null for one that the default generator seeds
     * @throws IllegalArgumentException if it is empty
     */
    public RandomSampler(Dataset<?> dataset, @Nullable Generator generator) {
        this(dataset, false, null, generator);
    }

    /**
     * Makes a sampler.
     *
     * @param dataset what to draw from
     * @param replacement whether a sample may come again; otherwise it comes again when all have come
     * @param numSamples how many to draw, or null for as many as there are
     * @param generator what chooses, or null for one that the default generator seeds
     * @throws IllegalArgumentException if none were to be drawn
     */
    public RandomSampler(
            Dataset<?> dataset, boolean replacement, @Nullable Long numSamples, @Nullable Generator generator) {
        this.dataset = dataset;
        this.replacement = replacement;
        this.numSamples = numSamples;
        this.generator = generator;
        if (size() <= 0) {
            throw new IllegalArgumentException(
                    "num_samples should be a positive integer value, but got num_samples=" + size());
        }
    }

    @Override
    public long size() {
        return numSamples == null ? dataset.size() : numSamples;
    }

    @Override
    public Iterator<Long> iterator() {
        return new DrawnIndices(new Drawing());
    }

    /** One iteration: its generator is seeded when the first index is asked for. */
    private final class Drawing implements DrawnIndices.Draw {
        private final long size = dataset.size();
        private @Nullable Generator source = generator;

        @Override
        public long @Nullable [] draw(long round) {
            long whole = size() / (replacement ? DRAWN : size);
            if (round > whole) {
                return null;
            }
            Generator source = source();
            int rest = Math.toIntExact(size() % (replacement ? DRAWN : size));
            if (replacement) {
                return randint(round < whole ? DRAWN : rest, source);
            }
            // The last permutation is drawn although nothing of it may be needed, as in Python.
            long[] permutation = randperm(source);
            return round < whole ? permutation : Arrays.copyOf(permutation, rest);
        }

        private Generator source() {
            Generator known = source;
            if (known == null) {
                known = new Generator().manualSeed(DrawnSeed.next(null));
                source = known;
            }
            return known;
        }

        private long[] randint(int count, Generator source) {
            try (Tensor drawn = Torch.randint(size, new long[] {count}, source, o -> o.dtype(DType.INT64))) {
                return drawn.toLongArray();
            }
        }

        private long[] randperm(Generator source) {
            try (Tensor drawn = Torch.randperm(size, source)) {
                return drawn.toLongArray();
            }
        }
    }
}
