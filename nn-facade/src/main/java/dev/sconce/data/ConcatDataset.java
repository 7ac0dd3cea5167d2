package dev.sconce.data;

import java.util.Arrays;
import java.util.List;

/**
 * Datasets one after the other ({@code torch.utils.data.ConcatDataset}).
 *
 * @param <T> the class of a sample
 */
public final class ConcatDataset<T> implements Dataset<T> {
    private final List<Dataset<T>> datasets;

    /** Where each dataset ends: {@code cumulative_sizes}. */
    private final long[] ends;

    /**
     * Puts datasets together.
     *
     * @param datasets one or more
     * @throws IllegalArgumentException if there are none
     */
    public ConcatDataset(List<? extends Dataset<T>> datasets) {
        if (datasets.isEmpty()) {
            throw new IllegalArgumentException("datasets should not be an empty iterable");
        }
        this.datasets = List.copyOf(datasets);
        ends = new long[datasets.size()];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += datasets.get(i).size();
            ends[i] = end;
        }
    }

    /**
     * One sample.
     *
     * @param index its number; negative ones count from the end
     * @throws IllegalArgumentException if a negative one is too small
     * @throws IndexOutOfBoundsException if it is too large
     */
    @Override
    public T get(long index) {
        if (index < -size()) {
            throw new IllegalArgumentException("absolute value of index should not exceed dataset length");
        }
        long wanted = index < 0 ? index + size() : index;
        if (wanted >= size()) {
            throw new IndexOutOfBoundsException("list index out of range: " + index + " of " + size());
        }
        int at = datasetWith(wanted);
        return datasets.get(at).get(at == 0 ? wanted : wanted - ends[at - 1]);
    }

    /** The first that ends behind the index; empty datasets end where they begin, and are passed over. */
    private int datasetWith(long index) {
        int at = Arrays.binarySearch(ends, index + 1);
        while (at > 0 && ends[at - 1] == index + 1) {
            at--;
        }
        return at >= 0 ? at : -at - 1;
    }

    @Override
    public long size() {
        return ends[ends.length - 1];
    }
}
