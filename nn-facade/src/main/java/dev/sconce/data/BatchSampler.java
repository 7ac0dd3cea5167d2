package dev.sconce.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Batches of what another sampler says ({@code torch.utils.data.BatchSampler}). */
public final class BatchSampler implements Sampler<long[]> {
    private final Sampler<Long> sampler;
    private final int batchSize;
    private final boolean dropLast;

    /**
     * Makes a sampler of batches.
     *
     * @param sampler says which samples come
     * @param batchSize how many make a batch
     * @param dropLast whether a last batch that is smaller is left out
     * @throws IllegalArgumentException if the size is not positive
     */
    public BatchSampler(Sampler<Long> sampler, int batchSize, boolean dropLast) {
        checkSize(batchSize);
        this.sampler = sampler;
        this.batchSize = batchSize;
        this.dropLast = dropLast;
    }

    static void checkSize(int batchSize) {
        if (batchSize <= 0) {
            throw new IllegalArgumentException(
                    "batch_size should be a positive integer value, but got batch_size=" + batchSize);
        }
    }

    @Override
    public Iterator<long[]> iterator() {
        return new Batches(sampler.iterator());
    }

    @Override
    public long size() {
        return (sampler.size() + (dropLast ? 0 : batchSize - 1)) / batchSize;
    }

    private final class Batches implements Iterator<long[]> {
        private final Iterator<Long> indices;
        private long @Nullable [] next;

        Batches(Iterator<Long> indices) {
            this.indices = indices;
        }

        @Override
        public boolean hasNext() {
            if (next == null) {
                next = gather();
            }
            return next != null;
        }

        private long @Nullable [] gather() {
            long[] batch = new long[batchSize];
            int count = 0;
            while (count < batchSize && indices.hasNext()) {
                batch[count++] = indices.next();
            }
            if (count == batchSize) {
                return batch;
            }
            return count == 0 || dropLast ? null : Arrays.copyOf(batch, count);
        }

        @Override
        public long[] next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            long[] batch = next;
            next = null;
            return batch;
        }
    }
}
