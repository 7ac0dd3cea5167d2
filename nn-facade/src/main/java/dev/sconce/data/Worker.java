package dev.sconce.data;

import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** One thread that makes batches: {@code _worker_loop} of torch/utils/data/_utils/worker.py. */
final class Worker<B> implements Runnable {
    private final WorkerPool<B> pool;
    private final LoadPlan<B> plan;
    private final WorkerInfo info;
    private final BlockingQueue<WorkerTask> tasks;
    private final boolean pinned;

    private @Nullable Throwable initFailure;
    private @Nullable Fetcher<B> fetcher;
    private int iteration;
    /** The last iteration in which the stream has ended: its other tasks come to nothing and are not reported. */
    private int endedIteration;

    Worker(WorkerPool<B> pool, LoadPlan<B> plan, WorkerInfo info, BlockingQueue<WorkerTask> tasks, boolean pinned) {
        this.pool = pool;
        this.plan = plan;
        this.info = info;
        this.tasks = tasks;
        this.pinned = pinned;
    }

    @Override
    public void run() {
        info.enter();
        init();
        try {
            for (WorkerTask task = tasks.take(); !task.isEnd(); task = tasks.take()) {
                if (!pool.isClosed() && task.iteration() != endedIteration) {
                    WorkerResult<B> result = work(task);
                    endedIteration = result.isEnd() ? task.iteration() : endedIteration;
                    pool.deliver(result);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody interrupts this thread but to end it
        }
    }

    private void init() {
        try {
            if (plan.options().workerInitFn != null) {
                plan.options().workerInitFn.accept(info);
            }
        } catch (Throwable e) {
            initFailure = e;
        }
    }

    /** Whatever is thrown, an error as well, is the consumer's to see: a thread that died would leave it waiting. */
    private WorkerResult<B> work(WorkerTask task) {
        Throwable failure = initFailure;
        initFailure = null;
        Handover<B> made = null;
        if (failure == null) {
            try {
                made = Handover.make(fetcher(task.iteration()), task.indices(), pinned);
            } catch (Throwable e) {
                failure = e;
            }
        }
        return new WorkerResult<>(task, info.id(), made, failure);
    }

    private Fetcher<B> fetcher(int wanted) {
        Fetcher<B> current = fetcher;
        if (current == null || iteration != wanted) {
            current = plan.fetchers().get();
            fetcher = current;
            iteration = wanted;
        }
        return current;
    }
}
