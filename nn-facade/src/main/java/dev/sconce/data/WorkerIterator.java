package dev.sconce.data;

import java.lang.ref.Cleaner;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Batches that workers make ahead ({@code _MultiProcessingDataLoaderIter}): the tasks go to the workers in turn, so many
 * at the beginning, and one more for each batch that comes back.
 */
final class WorkerIterator<B> implements DataLoaderIterator<B> {
    private final WorkerPool<B> pool;
    private final DataLoaderOptions options;
    private final Iterator<long[]> indices;
    private final int iteration;
    private final Cleaner.@Nullable Cleanable cleanable;

    /** Workers whose stream has not ended. */
    private final BitSet active = new BitSet();

    /** The tasks that each worker has; only counted where batches come in any order. */
    private final int[] load;

    /** Who has the tasks that did not come back, by their numbers. */
    private final Map<Long, Integer> outstanding = new HashMap<>();

    /** What came back before its turn. */
    private final Map<Long, WorkerResult<B>> early = new HashMap<>();

    private int lastWorker = -1;
    private long sent;
    private long received;
    private @Nullable Handover<B> next;
    private boolean ended;

    WorkerIterator(LoadPlan<B> plan, WorkerPool<B> pool) {
        this.pool = pool;
        this.options = plan.options();
        this.indices = plan.indices().iterator();
        this.iteration = pool.begin();
        this.cleanable = options.persistentWorkers ? null : Cleanup.whenUnreachable(this, pool::close);
        active.set(0, options.numWorkers);
        load = new int[options.numWorkers];
        for (int i = 0; i < maxTasks(); i++) {
            giveNext();
        }
    }

    private int maxTasks() {
        int prefetch = options.prefetchFactor == null ? 2 : options.prefetchFactor;
        return prefetch * options.numWorkers;
    }

    /** {@code _try_put_index}. */
    private void giveNext() {
        if (!indices.hasNext()) {
            return;
        }
        long[] samples = indices.next();
        int worker = nextWorker();
        if (worker >= 0) {
            pool.give(worker, WorkerTask.of(iteration, sent, samples));
            outstanding.put(sent, worker);
            load[worker]++;
            sent++;
        }
    }

    /** The next one in turn that works and, if order does not matter, has room for another task; -1 if there is none. */
    private int nextWorker() {
        for (int i = 0; i < options.numWorkers; i++) {
            lastWorker = (lastWorker + 1) % options.numWorkers;
            if (active.get(lastWorker) && (options.inOrder || load[lastWorker] < maxTasks() / active.cardinality())) {
                return lastWorker;
            }
        }
        return -1;
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            checkCurrent();
            next = await();
            if (next == null) {
                close();
            }
        }
        return next != null;
    }

    private void checkCurrent() {
        if (!pool.isCurrent(iteration)) {
            throw new IllegalStateException(
                    "This iteration has ended: the loader was closed, or its persistent workers began another one");
        }
    }

    /** {@code _next_data}: null at the end. */
    private @Nullable Handover<B> await() {
        while (skipToNext()) {
            WorkerResult<B> result = early.remove(received);
            if (result == null) {
                result = pool.await(options.timeout);
                outstanding.remove(result.task().number());
            }
            if (result.isEnd()) {
                active.clear(result.worker());
                giveNext();
            } else if (options.inOrder && result.task().number() != received) {
                early.put(result.task().number(), result);
            } else {
                return take(result);
            }
        }
        return null;
    }

    /** Passes over tasks that came to nothing, since their worker's stream had ended; false if there are no others. */
    private boolean skipToNext() {
        while (received < sent) {
            Integer worker = outstanding.get(received);
            if (early.containsKey(received) || (worker != null && active.get(worker))) {
                return true;
            }
            received++;
        }
        return false;
    }

    private Handover<B> take(WorkerResult<B> result) {
        if (options.inOrder) {
            received++;
        }
        load[result.worker()]--;
        giveNext();
        Throwable failure = result.failure();
        if (failure != null) {
            throw WorkerFailure.rethrow(failure, result.worker());
        }
        return Objects.requireNonNull(result.made());
    }

    @Override
    public B next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        B batch = next.take();
        next = null;
        return batch;
    }

    @Override
    public void close() {
        ended = true;
        if (next != null) {
            next.drop();
            next = null;
        }
        early.values().forEach(WorkerResult::drop);
        early.clear();
        if (cleanable != null) {
            cleanable.clean();
        }
    }
}
