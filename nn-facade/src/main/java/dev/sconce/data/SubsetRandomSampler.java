package dev.sconce.data;

import dev.sconce.torch.Generator;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Given samples in random order ({@code torch.utils.data.SubsetRandomSampler}). */
public final class SubsetRandomSampler implements Sampler<Long> {
    private final long[] indices;
    private final @Nullable Generator generator;

    /**
     * Makes a sampler.
     *
     * @param generator what chooses, or null for the default generator
     * @param indices the samples to choose from
     */
    public SubsetRandomSampler(@Nullable Generator generator, long... indices) {
        this.indices = indices.clone();
        this.generator = generator;
    }

    /**
     * Makes a sampler that chooses by the default generator.
     *
     * @param indices the samples to choose from
     */
    public SubsetRandomSampler(long... indices) {
        this(null, indices);
    }

    @Override
    public Iterator<Long> iterator() {
        return new DrawnIndices(round -> round == 0 ? shuffled() : null);
    }

    private long[] shuffled() {
        long[] order;
        try (Tensor permutation = Torch.randperm(indices.length, generator)) {
            order = permutation.toLongArray();
        }
        for (int i = 0; i < order.length; i++) {
            order[i] = indices[Math.toIntExact(order[i])];
        }
        return order;
    }

    @Override
    public long size() {
        return indices.length;
    }
}
