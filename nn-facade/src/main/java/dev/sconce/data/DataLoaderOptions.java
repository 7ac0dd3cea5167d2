package dev.sconce.data;

import dev.sconce.torch.Generator;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The options of a {@link DataLoader}; names and defaults are Python's. */
public final class DataLoaderOptions {
    @Nullable
    Integer batchSize = 1;

    boolean shuffle;

    @Nullable
    Sampler<Long> sampler;

    @Nullable
    Sampler<long[]> batchSampler;

    int numWorkers;
    boolean pinMemory;
    boolean dropLast;
    Duration timeout = Duration.ZERO;

    @Nullable
    Consumer<? super WorkerInfo> workerInitFn;

    @Nullable
    Generator generator;

    @Nullable
    Integer prefetchFactor;

    boolean persistentWorkers;
    boolean inOrder = true;

    private DataLoaderOptions() {}

    static DataLoaderOptions set(Consumer<? super DataLoaderOptions> options) {
        DataLoaderOptions chosen = new DataLoaderOptions();
        options.accept(chosen);
        chosen.check();
        return chosen;
    }

    /** For a loader that collates. */
    DataLoaderOptions needBatches() {
        if (batchSize == null && batchSampler == null) {
            throw new IllegalArgumentException(
                    "batch_size=None option disables auto-batching: there is nothing to collate");
        }
        return this;
    }

    /**
     * Sets how many samples make a batch.
     *
     * @param batchSize default 1; null for no batches: the samples come one by one, as they are
     * @return this
     */
    public DataLoaderOptions batchSize(@Nullable Integer batchSize) {
        this.batchSize = batchSize;
        return this;
    }

    /**
     * Sets whether each iteration has another order, by a {@link RandomSampler}.
     *
     * @param shuffle default false
     * @return this
     */
    public DataLoaderOptions shuffle(boolean shuffle) {
        this.shuffle = shuffle;
        return this;
    }

    /**
     * Sets what says which samples come.
     *
     * @param sampler instead of the dataset's own order
     * @return this
     */
    public DataLoaderOptions sampler(@Nullable Sampler<Long> sampler) {
        this.sampler = sampler;
        return this;
    }

    /**
     * Sets what says which samples make the batches; {@code batchSize}, {@code shuffle}, {@code sampler} and
     * {@code dropLast} are then not for use.
     *
     * @param batchSampler instead of batches of {@code batchSize} samples
     * @return this
     */
    public DataLoaderOptions batchSampler(@Nullable Sampler<long[]> batchSampler) {
        this.batchSampler = batchSampler;
        return this;
    }

    /**
     * Sets how many threads make batches ahead.
     *
     * @param numWorkers default 0: the thread that asks makes the batch
     * @return this
     */
    public DataLoaderOptions numWorkers(int numWorkers) {
        this.numWorkers = numWorkers;
        return this;
    }

    /**
     * Sets whether batches are copied to page-locked memory, from where they are copied to a CUDA device faster; without
     * such a device it does nothing.
     *
     * @param pinMemory default false
     * @return this
     */
    public DataLoaderOptions pinMemory(boolean pinMemory) {
        this.pinMemory = pinMemory;
        return this;
    }

    /**
     * Sets whether a last batch that is smaller than the others is left out.
     *
     * @param dropLast default false
     * @return this
     */
    public DataLoaderOptions dropLast(boolean dropLast) {
        this.dropLast = dropLast;
        return this;
    }

    /**
     * Sets for how long to wait for a batch of the workers.
     *
     * @param timeout default zero: for as long as it takes
     * @return this
     */
    public DataLoaderOptions timeout(Duration timeout) {
        this.timeout = timeout;
        return this;
    }

    /**
     * Sets what each worker does before it makes its first batch.
     *
     * @param workerInitFn run on the worker's thread
     * @return this
     */
    public DataLoaderOptions workerInitFn(@Nullable Consumer<? super WorkerInfo> workerInitFn) {
        this.workerInitFn = workerInitFn;
        return this;
    }

    /**
     * Sets what shuffles, and what the seeds of the workers are drawn from.
     *
     * @param generator instead of the default generator
     * @return this
     */
    public DataLoaderOptions generator(@Nullable Generator generator) {
        this.generator = generator;
        return this;
    }

    /**
     * Sets how many batches each worker makes ahead.
     *
     * @param prefetchFactor default 2; only with workers
     * @return this
     */
    public DataLoaderOptions prefetchFactor(@Nullable Integer prefetchFactor) {
        this.prefetchFactor = prefetchFactor;
        return this;
    }

    /**
     * Sets whether the workers stay for the next iteration: they are initialized and seeded once. Such a loader is closed
     * when it is done with.
     *
     * @param persistentWorkers default false
     * @return this
     */
    public DataLoaderOptions persistentWorkers(boolean persistentWorkers) {
        this.persistentWorkers = persistentWorkers;
        return this;
    }

    /**
     * Sets whether the workers' batches come in the sampler's order.
     *
     * @param inOrder default true; otherwise each comes when it is made
     * @return this
     */
    public DataLoaderOptions inOrder(boolean inOrder) {
        this.inOrder = inOrder;
        return this;
    }

    /** The checks of {@code DataLoader.__init__} that need no dataset. */
    void check() {
        if (numWorkers < 0) {
            throw new IllegalArgumentException(
                    "num_workers option should be non-negative; " + "use num_workers=0 to disable multiprocessing.");
        }
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout option should be non-negative");
        }
        if (numWorkers == 0 && prefetchFactor != null) {
            throw new IllegalArgumentException("prefetch_factor option could only be specified in multiprocessing."
                    + "let num_workers > 0 to enable multiprocessing, otherwise set prefetch_factor to None.");
        }
        if (prefetchFactor != null && prefetchFactor <= 0) {
            throw new IllegalArgumentException(
                    prefetchFactor < 0
                            ? "prefetch_factor option should be non-negative"
                            : "prefetch_factor must be greater than 0");
        }
        if (persistentWorkers && numWorkers == 0) {
            throw new IllegalArgumentException("persistent_workers option needs num_workers > 0");
        }
    }

    /** The checks for a stream, which has nothing to choose samples by. */
    void checkForStream() {
        String expected = "DataLoader with IterableDataset: expected unspecified ";
        if (shuffle) {
            throw new IllegalArgumentException(expected + "shuffle option, but got shuffle=True");
        }
        if (sampler != null) {
            throw new IllegalArgumentException(expected + "sampler option, but got sampler=" + sampler);
        }
        if (batchSampler != null) {
            throw new IllegalArgumentException(
                    expected + "batch_sampler option, but got batch_sampler=" + batchSampler);
        }
    }

    /** The checks of what makes batches. */
    void checkBatching() {
        if (sampler != null && shuffle) {
            throw new IllegalArgumentException("sampler option is mutually exclusive with shuffle");
        }
        if (batchSampler != null) {
            boolean alone = batchSize != null && batchSize == 1 && !shuffle && sampler == null && !dropLast;
            if (!alone) {
                throw new IllegalArgumentException("batch_sampler option is mutually exclusive "
                        + "with batch_size, shuffle, sampler, and drop_last");
            }
        } else if (batchSize == null && dropLast) {
            throw new IllegalArgumentException(
                    "batch_size=None option disables auto-batching " + "and is mutually exclusive with drop_last");
        }
    }
}
