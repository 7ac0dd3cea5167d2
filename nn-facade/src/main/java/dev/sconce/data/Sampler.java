package dev.sconce.data;

/**
 * Says which samples come next, one by one as {@code Long} or batch by batch as {@code long[]}
 * ({@code torch.utils.data.Sampler}). Random numbers are drawn at the moment in which Python draws them: when the index
 * that needs them is asked for.
 *
 * @param <I> {@code Long} or {@code long[]}
 */
@FunctionalInterface
public interface Sampler<I> extends Iterable<I> {

    /**
     * The number of indices, or of batches, of one iteration.
     *
     * @return 0 or more
     * @throws UnsupportedOperationException if it is not known, as by default
     */
    default long size() {
        throw new UnsupportedOperationException(
                "object of type '" + getClass().getSimpleName() + "' has no len(): override size()");
    }
}
