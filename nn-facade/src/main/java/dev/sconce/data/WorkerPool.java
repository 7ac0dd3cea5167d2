package dev.sconce.data;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that make a loader's batches, each with a queue of its own, so that who makes which is the same in every run.
 * It knows nothing of the iterator that it works for: when that is collected, the threads end.
 */
final class WorkerPool<B> {
    private final List<BlockingQueue<WorkerTask>> tasks = new ArrayList<>();
    private final BlockingQueue<WorkerResult<B>> results = new LinkedBlockingQueue<>();
    private volatile boolean closed;
    private int iteration;

    WorkerPool(LoadPlan<B> plan, long seed, boolean pinned) {
        int workers = plan.options().numWorkers;
        for (int i = 0; i < workers; i++) {
            BlockingQueue<WorkerTask> queue = new LinkedBlockingQueue<>();
            tasks.add(queue);
            WorkerInfo info = new WorkerInfo(i, workers, seed + i, plan.dataset());
            Thread thread = new Thread(new Worker<>(this, plan, info, queue, pinned), "sconce-data-worker-" + i);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Begins another iteration: what the last one left undone is dropped when it arrives. */
    int begin() {
        return ++iteration;
    }

    /** Whether an iteration is the one that goes on. */
    boolean isCurrent(int begun) {
        return begun == iteration && !closed;
    }

    void give(int worker, WorkerTask task) {
        tasks.get(worker).add(task);
    }

    /** Takes what a worker did. */
    void deliver(WorkerResult<B> result) {
        results.add(result);
        if (closed) {
            dropAll();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Waits for what a worker did in the iteration that goes on.
     *
     * @param timeout for how long, or zero
     * @throws IllegalStateException if that was too long, in Python's words, or this thread was interrupted
     */
    WorkerResult<B> await(Duration timeout) {
        try {
            while (true) {
                WorkerResult<B> result = timeout.isZero() ? results.take() : poll(timeout);
                if (result == null) {
                    throw new IllegalStateException("DataLoader timed out after " + seconds(timeout) + " seconds");
                }
                if (result.task().iteration() == iteration) {
                    return result;
                }
                result.drop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a batch", e);
        }
    }

    private @Nullable WorkerResult<B> poll(Duration timeout) throws InterruptedException {
        return results.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static String seconds(Duration timeout) {
        return timeout.toNanosPart() == 0 ? timeout.toSeconds() + "" : timeout.toNanos() / 1e9 + "";
    }

    /** Ends the threads and frees what they made. */
    void close() {
        closed = true;
        tasks.forEach(queue -> {
            queue.clear();
            queue.add(WorkerTask.end());
        });
        dropAll();
    }

    private void dropAll() {
        for (var result = results.poll(); result != null; result = results.poll()) {
            result.drop();
        }
    }
}
