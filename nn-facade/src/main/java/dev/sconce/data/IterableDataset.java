package dev.sconce.data;

/**
 * Samples one after the other, such as those of a stream ({@code torch.utils.data.IterableDataset}).
 *
 * <p>Each worker of a {@link DataLoader} iterates for itself, so that every sample would come once for each of them: an
 * iterator that is made on a worker's thread asks {@link WorkerInfo#current()} which part is its own. Unlike in Python, the
 * workers share this object.
 *
 * @param <T> the class of a sample
 */
@FunctionalInterface
public interface IterableDataset<T> extends Iterable<T> {

    /**
     * The number of samples, for {@link DataLoader#size()}.
     *
     * @return 0 or more
     * @throws UnsupportedOperationException if it is not known, as by default
     */
    default long size() {
        throw new UnsupportedOperationException(
                "object of type '" + getClass().getSimpleName() + "' has no len(): override size()");
    }
}
