package dev.sconce.data;

import java.util.Iterator;

/**
 * The batches of one iteration over a {@link DataLoader}, for one thread.
 *
 * @param <B> the class of a batch
 */
public interface DataLoaderIterator<B> extends Iterator<B>, AutoCloseable {

    /**
     * Whether there is another batch. It waits for it to be made.
     *
     * @return whether {@link #next()} has one
     * @throws RuntimeException what the dataset threw when it was to make the batch; the iteration can go on
     */
    @Override
    boolean hasNext();

    /**
     * The next batch.
     *
     * @return it; its tensors belong to the scope that is open on this thread
     * @throws java.util.NoSuchElementException if there is none
     */
    @Override
    B next();

    /** Ends the iteration: workers stop, and batches that were made ahead are freed. Closing twice does nothing. */
    @Override
    void close();
}
