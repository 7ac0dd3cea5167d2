package dev.sconce.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Samples by their numbers ({@code torch.utils.data.Dataset}). A sample is a tensor, a number, a text, or a list, map or
 * record of such; see {@link Collate} for what becomes of them in a batch.
 *
 * <p>With workers, several threads ask at once. The tensors that {@link #get} makes belong to the loader, which frees what
 * does not become a part of the batch; what a dataset wants to keep for later it makes inside
 * {@link dev.sconce.torch.TensorScope#none()}.
 *
 * @param <T> the class of a sample
 */
public interface Dataset<T> {

    /**
     * One sample ({@code __getitem__}).
     *
     * @param index from 0 to {@link #size()} - 1
     * @return the sample
     */
    T get(long index);

    /**
     * The number of samples ({@code __len__}).
     *
     * @return 0 or more
     */
    long size();

    /**
     * Several samples ({@code __getitems__}), for a dataset that reads many faster than one after the other.
     *
     * @param indices which
     * @return the samples in this order
     */
    default List<T> getAll(long... indices) {
        List<T> samples = new ArrayList<>(indices.length);
        for (long index : indices) {
            samples.add(get(index));
        }
        return samples;
    }

    /**
     * A batch, as {@link Collate#defaults()} makes it of {@link #getAll}. A dataset overrides this if it has a shorter way
     * to the same batch.
     *
     * @param indices which samples, one at least
     * @return a batch of the form that a sample has
     * @throws IllegalArgumentException if a batch of such samples has another form than a sample: numbers, for one,
     *     become a tensor
     */
    default T batch(long... indices) {
        return DefaultCollate.sameForm(getAll(indices));
    }
}
