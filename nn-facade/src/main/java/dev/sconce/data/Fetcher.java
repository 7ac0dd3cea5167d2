package dev.sconce.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes batches of a dataset, on one thread: torch/utils/data/_utils/fetch.py.
 *
 * @param <B> the class of a batch
 */
@FunctionalInterface
interface Fetcher<B> {
    /**
     * The batch of some samples.
     *
     * @param indices their numbers; of a stream, only how many there are counts
     * @return null if a stream has ended
     */
    @Nullable
    B fetch(long[] indices);

    /** Batches of a stream's next samples. */
    static <T, B> Fetcher<B> ofStream(Iterator<T> samples, Function<List<T>, B> collate, boolean dropLast) {
        return indices -> {
            List<T> next = new ArrayList<>(indices.length);
            while (next.size() < indices.length && samples.hasNext()) {
                next.add(samples.next());
            }
            return next.isEmpty() || (dropLast && next.size() < indices.length) ? null : collate.apply(next);
        };
    }
}
