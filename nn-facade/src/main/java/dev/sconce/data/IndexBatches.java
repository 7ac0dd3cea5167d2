package dev.sconce.data;

import java.util.Iterator;

/** What says which samples make a batch, where no {@link BatchSampler} does. */
final class IndexBatches {
    private IndexBatches() {}

    /** Each index as a batch of its own. */
    static Sampler<long[]> single(Sampler<Long> sampler) {
        return new Sampler<>() {
            @Override
            public Iterator<long[]> iterator() {
                Iterator<Long> indices = sampler.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return indices.hasNext();
                    }

                    @Override
                    public long[] next() {
                        return new long[] {indices.next()};
                    }
                };
            }

            @Override
            public long size() {
                return sampler.size();
            }
        };
    }

    /** So many samples again and again, for a stream ({@code _InfiniteConstantSampler}). */
    static Sampler<long[]> endless(int batchSize) {
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public long[] next() {
                return new long[batchSize];
            }
        };
    }
}
