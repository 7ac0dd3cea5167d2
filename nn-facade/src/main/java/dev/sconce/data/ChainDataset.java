package dev.sconce.data;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Streams one after the other ({@code torch.utils.data.ChainDataset}).
 *
 * @param <T> the class of a sample
 */
public final class ChainDataset<T> implements IterableDataset<T> {
    private final List<IterableDataset<T>> datasets;

    /**
     * Puts streams together.
     *
     * @param datasets the streams
     */
    public ChainDataset(List<? extends IterableDataset<T>> datasets) {
        this.datasets = List.copyOf(datasets);
    }

    @Override
    public long size() {
        return datasets.stream().mapToLong(IterableDataset::size).sum();
    }

    @Override
    public Iterator<T> iterator() {
        return new Chain<>(datasets.iterator());
    }

    /** Each stream begins when the one before it has ended. */
    private static final class Chain<T> implements Iterator<T> {
        private final Iterator<IterableDataset<T>> rest;
        private Iterator<T> current = List.<T>of().iterator();

        Chain(Iterator<IterableDataset<T>> rest) {
            this.rest = rest;
        }

        @Override
        public boolean hasNext() {
            while (!current.hasNext()) {
                if (!rest.hasNext()) {
                    return false;
                }
                current = rest.next().iterator();
            }
            return true;
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return current.next();
        }
    }
}
