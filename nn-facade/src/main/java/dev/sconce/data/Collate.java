package dev.sconce.data;

import java.util.List;

/**
 * Makes a batch of samples ({@code collate_fn}).
 *
 * <p>{@link #defaults()} does what {@code torch.utils.data.default_collate} does:
 *
 * <ul>
 *   <li>tensors are stacked: a new first dimension counts the samples; arrays of numbers likewise,
 *   <li>integers become an int64 tensor, doubles a float64 one, floats a float32 one, booleans a bool one,
 *   <li>of lists and maps, what stands in one place of all samples becomes a batch in this place; likewise the components
 *       of records, which then must have types that hold batches,
 *   <li>texts stay a list of texts.
 * </ul>
 *
 * @param <T> the class of a sample
 * @param <B> the class of a batch
 */
@FunctionalInterface
public interface Collate<T, B> {

    /**
     * Makes a batch.
     *
     * @param samples one or more
     * @return the batch
     */
    B collate(List<T> samples);

    /**
     * Python's default, for any samples.
     *
     * @param <T> the class of a sample
     * @return makes what the samples become
     */
    static <T> Collate<T, Object> defaults() {
        return DefaultCollate::collate;
    }

    /**
     * Python's default where a batch has another class than a sample, as {@code to(Tensor.class)} for numbers.
     *
     * @param batchClass the class that batches have
     * @param <T> the class of a sample
     * @param <B> the class of a batch
     * @return makes what the samples become; it throws {@link IllegalArgumentException} if that is of another class
     */
    static <T, B> Collate<T, B> to(Class<B> batchClass) {
        return samples -> {
            Object batch = DefaultCollate.collate(samples);
            if (!batchClass.isInstance(batch)) {
                throw new IllegalArgumentException(
                        "Samples of " + samples.get(0).getClass() + " become a batch of " + batch.getClass()
                                + ", not of " + batchClass);
            }
            return batchClass.cast(batch);
        };
    }
}
