package dev.sconce.data;

import java.util.List;

/**
 * Some of a dataset's samples ({@code torch.utils.data.Subset}).
 *
 * @param <T> the class of a sample
 */
public final class Subset<T> implements Dataset<T> {
    private final Dataset<T> dataset;
    private final long[] indices;

    /**
     * Makes a subset.
     *
     * @param dataset the whole
     * @param indices the numbers of its samples, in the order that they have here
     */
    public Subset(Dataset<T> dataset, long... indices) {
        this.dataset = dataset;
        this.indices = indices.clone();
    }

    /**
     * The dataset that this is a part of.
     *
     * @return the whole
     */
    public Dataset<T> dataset() {
        return dataset;
    }

    /**
     * The numbers that the samples have in the whole.
     *
     * @return a fresh array
     */
    public long[] indices() {
        return indices.clone();
    }

    @Override
    public T get(long index) {
        return dataset.get(indices[Math.toIntExact(index)]);
    }

    @Override
    public long size() {
        return indices.length;
    }

    @Override
    public List<T> getAll(long... wanted) {
        return dataset.getAll(inWhole(wanted));
    }

    @Override
    public T batch(long... wanted) {
        return dataset.batch(inWhole(wanted));
    }

    private long[] inWhole(long[] wanted) {
        long[] mapped = new long[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            mapped[i] = indices[Math.toIntExact(wanted[i])];
        }
        return mapped;
    }
}
