package dev.sconce.data;

import dev.sconce.torch.Generator;
import org.jspecify.annotations.Nullable;

/** What one of a {@link DataLoader}'s threads is to know of itself ({@code torch.utils.data.get_worker_info()}). */
public final class WorkerInfo {
    private static final ThreadLocal<@Nullable WorkerInfo> CURRENT = new ThreadLocal<>();

    private final int id;
    private final int numWorkers;
    private final long seed;
    private final Object dataset;
    private final Generator generator;

    WorkerInfo(int id, int numWorkers, long seed, Object dataset) {
        this.id = id;
        this.numWorkers = numWorkers;
        this.seed = seed;
        this.dataset = dataset;
        this.generator = new Generator(seed);
    }

    /**
     * The worker that runs this.
     *
     * @return null on a thread that is no worker's
     */
    public static @Nullable WorkerInfo current() {
        return CURRENT.get();
    }

    /** Says that this thread is the worker's. */
    void enter() {
        CURRENT.set(this);
    }

    /**
     * The worker's number.
     *
     * @return from 0 on
     */
    public int id() {
        return id;
    }

    /**
     * The number of workers.
     *
     * @return 1 or more
     */
    public int numWorkers() {
        return numWorkers;
    }

    /**
     * What the worker's random numbers begin with: the iteration's seed and the worker's number.
     *
     * @return the seed
     */
    public long seed() {
        return seed;
    }

    /**
     * The dataset, which all workers share.
     *
     * @return the loader's dataset
     */
    public Object dataset() {
        return dataset;
    }

    /**
     * The worker's own random numbers. In Python each worker is a process with a default generator of its own; of this one
     * come the same numbers, while the default generator of Java's one process belongs to all threads.
     *
     * @return a generator that began with {@link #seed()}
     */
    public Generator generator() {
        return generator;
    }
}
