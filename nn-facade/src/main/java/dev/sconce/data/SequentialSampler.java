package dev.sconce.data;

import java.util.Iterator;
import java.util.stream.LongStream;

/** The samples in their own order ({@code torch.utils.data.SequentialSampler}). */
public final class SequentialSampler implements Sampler<Long> {
    private final Dataset<?> dataset;

    /**
     * Makes a sampler.
     *
     * @param dataset what to go through
     */
    public SequentialSampler(Dataset<?> dataset) {
        this.dataset = dataset;
    }

    @Override
    public Iterator<Long> iterator() {
        return LongStream.range(0, dataset.size()).iterator();
    }

    @Override
    public long size() {
        return dataset.size();
    }
}
