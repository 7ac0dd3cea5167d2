package dev.sconce.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Makes batches on the thread that asks ({@code _SingleProcessDataLoaderIter}). */
final class DirectIterator<B> implements DataLoaderIterator<B> {
    private final Iterator<long[]> indices;
    private final Fetcher<B> fetcher;
    private final boolean pinned;
    private @Nullable Handover<B> made;
    private boolean ended;

    DirectIterator(LoadPlan<B> plan, boolean pinned) {
        this.indices = plan.indices().iterator();
        this.fetcher = plan.fetchers().get();
        this.pinned = pinned;
    }

    @Override
    public boolean hasNext() {
        if (made == null && !ended) {
            made = indices.hasNext() ? Handover.make(fetcher, indices.next(), pinned) : null;
            ended = made == null;
        }
        return made != null;
    }

    @Override
    public B next() {
        if (!hasNext() || made == null) {
            throw new NoSuchElementException();
        }
        B batch = made.take();
        made = null;
        return batch;
    }

    @Override
    public void close() {
        ended = true;
        if (made != null) {
            made.drop();
            made = null;
        }
    }
}
