package dev.sconce.data;

import dev.sconce.torch.Generator;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.Iterator;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;

/**
 * The part of a dataset that one of several processes takes ({@code torch.utils.data.DistributedSampler}). All parts have
 * one size: some samples come twice, or are left out. The same seed gives Python's order, so that the processes may be in
 * either language.
 */
public final class DistributedSampler implements Sampler<Long> {
    private final Dataset<?> dataset;
    private final int numReplicas;
    private final int rank;
    private final boolean shuffle;
    private final long seed;
    private final boolean dropLast;
    private long epoch;

    /**
     * Makes a sampler that shuffles with the seed 0.
     *
     * @param dataset what is divided
     * @param numReplicas how many processes there are
     * @param rank which of them this is, from 0
     * @throws IllegalArgumentException if there is none of this rank
     */
    public DistributedSampler(Dataset<?> dataset, int numReplicas, int rank) {
        this(dataset, numReplicas, rank, true, 0, false);
    }

    /**
     * Makes a sampler.
     *
     * @param dataset what is divided
     * @param numReplicas how many processes there are
     * @param rank which of them this is, from 0
     * @param shuffle whether the order is random
     * @param seed what the order follows from, together with the epoch; the same in all processes
     * @param dropLast whether samples are left out to make all parts equal; otherwise some come twice
     * @throws IllegalArgumentException if there is none of this rank
     */
    public DistributedSampler(
            Dataset<?> dataset, int numReplicas, int rank, boolean shuffle, long seed, boolean dropLast) {
        if (rank >= numReplicas || rank < 0) {
            throw new IllegalArgumentException(
                    "Invalid rank " + rank + ", rank should be in the interval [0, " + (numReplicas - 1) + "]");
        }
        this.dataset = dataset;
        this.numReplicas = numReplicas;
        this.rank = rank;
        this.shuffle = shuffle;
        this.seed = seed;
        this.dropLast = dropLast;
    }

    /**
     * Turns to an epoch, whose order is another one if this shuffles.
     *
     * @param epoch its number; the same in all processes
     */
    public void setEpoch(long epoch) {
        this.epoch = epoch;
    }

    @Override
    public long size() {
        long size = dataset.size();
        return dropLast && size % numReplicas != 0 ? size / numReplicas : (size + numReplicas - 1) / numReplicas;
    }

    @Override
    public Iterator<Long> iterator() {
        long[] order = order();
        // Beyond the end the order begins anew.
        PrimitiveIterator.OfLong places =
                LongStream.range(0, size()).map(i -> rank + i * numReplicas).iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return places.hasNext();
            }

            @Override
            public Long next() {
                return order[Math.toIntExact(places.nextLong() % order.length)];
            }
        };
    }

    private long[] order() {
        if (!shuffle) {
            return LongStream.range(0, dataset.size()).toArray();
        }
        Generator generator = new Generator().manualSeed(seed + epoch);
        try (Tensor permutation = Torch.randperm(dataset.size(), generator)) {
            return permutation.toLongArray();
        }
    }
}
