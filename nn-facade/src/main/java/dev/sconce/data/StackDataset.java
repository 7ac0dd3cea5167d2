package dev.sconce.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Datasets side by side: a sample is one of each, as a list or, of named ones, as a map
 * ({@code torch.utils.data.StackDataset}).
 *
 * @param <T> {@code List<Object>} or {@code Map<String, Object>}
 */
public final class StackDataset<T> implements Dataset<T> {
    private final long size;
    private final LongFunction<T> sample;

    private StackDataset(Iterable<? extends Dataset<?>> datasets, LongFunction<T> sample) {
        this.size = commonSize(datasets);
        this.sample = sample;
    }

    /**
     * Puts datasets side by side.
     *
     * @param datasets one or more of the same size
     * @return samples are lists
     * @throws IllegalArgumentException if there are none, or their sizes differ
     */
    public static StackDataset<List<Object>> of(List<? extends Dataset<?>> datasets) {
        List<Dataset<?>> all = List.copyOf(datasets);
        return new StackDataset<>(all, index -> {
            List<Object> samples = new ArrayList<>(all.size());
            all.forEach(dataset -> samples.add(dataset.get(index)));
            return samples;
        });
    }

    /**
     * Puts datasets side by side.
     *
     * @param datasets one or more of the same size, by name
     * @return samples are maps by the same names
     * @throws IllegalArgumentException if there are none, or their sizes differ
     */
    public static StackDataset<Map<String, Object>> of(Map<String, ? extends Dataset<?>> datasets) {
        Map<String, Dataset<?>> all = new LinkedHashMap<>(datasets);
        return new StackDataset<>(all.values(), index -> {
            Map<String, Object> samples = new LinkedHashMap<>();
            all.forEach((name, dataset) -> samples.put(name, dataset.get(index)));
            return samples;
        });
    }

    private static long commonSize(Iterable<? extends Dataset<?>> datasets) {
        long size = -1;
        for (Dataset<?> dataset : datasets) {
            if (size >= 0 && dataset.size() != size) {
                throw new IllegalArgumentException("Size mismatch between datasets");
            }
            size = dataset.size();
        }
        if (size < 0) {
            throw new IllegalArgumentException("At least one dataset should be passed");
        }
        return size;
    }

    @Override
    public T get(long index) {
        return sample.apply(index);
    }

    @Override
    public long size() {
        return size;
    }
}
