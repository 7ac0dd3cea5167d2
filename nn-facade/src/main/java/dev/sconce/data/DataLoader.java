package dev.sconce.data;

import dev.sconce.torch.Cuda;
import dev.sconce.torch.TensorScope;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Batches of a dataset ({@code torch.utils.data.DataLoader}): the same seed gives the batches that Python gives, with and
 * without workers.
 *
 * <pre>{@code
 * var loader = new DataLoader<>(new TensorDataset(images, labels), o -> o.batchSize(32).shuffle(true).numWorkers(2));
 * for (int epoch = 0; epoch < 10; epoch++) {
 *     loader.forEachInScope(batch -> {
 *         optimizer.zeroGrad();
 *         criterion.call(net.call(batch.get(0)), batch.get(1)).backward();
 *         optimizer.step();
 *     });
 * }
 * }</pre>
 *
 * <p>The tensors of a batch belong to the scope that is open where it is taken; what else was made for it is freed at once.
 * {@link #forEachInScope} opens a scope for each batch. In a loop of its own, {@code for (var batch : loader)}, a batch
 * belongs to the scope around the loop, or without one to the collector.
 *
 * <p>Workers are threads, which make batches ahead while the last one is used. Batches come in the sampler's order. What a
 * dataset throws comes out of the iterator as it was thrown, and the iteration can go on behind it. Python's workers are
 * processes with random numbers of their own: {@link WorkerInfo#generator()} gives these.
 *
 * <p>An iteration that is left early ends with {@link DataLoaderIterator#close()}, or when its iterator is collected.
 *
 * @param <B> the class of a batch
 */
public final class DataLoader<B> implements Iterable<B>, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DataLoader.class.getName());

    private final LoadPlan<B> plan;
    private final boolean pinned;
    private @Nullable WorkerPool<B> staying;

    /**
     * Makes a loader whose batches have the form of its samples: tensors, or lists, maps or records of tensors.
     *
     * @param dataset the samples
     * @param options sets the options
     * @throws IllegalArgumentException if options do not fit together, in Python's words
     */
    public DataLoader(Dataset<B> dataset, Consumer<? super DataLoaderOptions> options) {
        this(sameForm(dataset, DataLoaderOptions.set(options)));
    }

    /**
     * Makes a loader whose batches have another form than its samples.
     *
     * @param dataset the samples
     * @param collate makes a batch of samples
     * @param options sets the options; there must be batches
     * @param <T> the class of a sample
     * @throws IllegalArgumentException if options do not fit together, in Python's words
     */
    public <T> DataLoader(Dataset<T> dataset, Collate<T, B> collate, Consumer<? super DataLoaderOptions> options) {
        this(LoadPlan.of(
                dataset,
                indices -> collate.collate(dataset.getAll(indices)),
                DataLoaderOptions.set(options).needBatches()));
    }

    /**
     * Makes a loader of a stream, whose batches have the form of its samples.
     *
     * @param dataset the samples
     * @param options sets the options
     * @throws IllegalArgumentException if options do not fit together, in Python's words
     */
    public DataLoader(IterableDataset<B> dataset, Consumer<? super DataLoaderOptions> options) {
        this(LoadPlan.ofStream(dataset, DefaultCollate::sameForm, DataLoaderOptions.set(options)));
    }

    /**
     * Makes a loader of a stream, whose batches have another form than its samples.
     *
     * @param dataset the samples
     * @param collate makes a batch of samples
     * @param options sets the options; there must be batches
     * @param <T> the class of a sample
     * @throws IllegalArgumentException if options do not fit together, in Python's words
     */
    public <T> DataLoader(
            IterableDataset<T> dataset, Collate<T, B> collate, Consumer<? super DataLoaderOptions> options) {
        this(LoadPlan.ofStreamInBatches(
                dataset, collate::collate, DataLoaderOptions.set(options).needBatches()));
    }

    private DataLoader(LoadPlan<B> plan) {
        this.plan = plan;
        boolean wanted = plan.options().pinMemory;
        pinned = wanted && Cuda.isAvailable();
        if (wanted && !pinned) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "'pin_memory' argument is set as true but no accelerator is found, "
                            + "then device pinned memory won't be used.");
        }
        warnOfManyWorkers(plan.options().numWorkers);
    }

    private static <B> LoadPlan<B> sameForm(Dataset<B> dataset, DataLoaderOptions options) {
        boolean batches = options.batchSize != null || options.batchSampler != null;
        return LoadPlan.of(dataset, batches ? dataset::batch : indices -> dataset.get(indices[0]), options);
    }

    /** {@code check_worker_number_rationality}. */
    private static void warnOfManyWorkers(int numWorkers) {
        int processors = Runtime.getRuntime().availableProcessors();
        if (numWorkers > processors) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "This DataLoader will create " + numWorkers + " worker threads in total. Our suggested max number"
                            + " of worker in current system is " + processors + ", which is smaller than what this"
                            + " DataLoader is going to create.");
        }
    }

    /**
     * The number of batches of one iteration ({@code len(loader)}).
     *
     * @return 0 or more; of a stream, as far as the dataset knows
     * @throws UnsupportedOperationException if the sampler, or the stream, does not know
     */
    public long size() {
        return plan.size().getAsLong();
    }

    /**
     * Begins an iteration. The seed of its workers is drawn here, in Python's place; shuffling draws when the first batch is
     * asked for, or here if workers begin with it.
     *
     * @return the batches
     */
    @Override
    public DataLoaderIterator<B> iterator() {
        DataLoaderOptions options = plan.options();
        WorkerPool<B> pool = staying;
        if (pool == null) {
            long seed = DrawnSeed.next(options.generator);
            if (options.numWorkers == 0) {
                return new DirectIterator<>(plan, pinned);
            }
            pool = new WorkerPool<>(plan, seed, pinned);
            if (options.persistentWorkers) {
                staying = pool;
                Cleanup.whenUnreachable(this, pool::close);
            }
        }
        return new WorkerIterator<>(plan, pool);
    }

    /**
     * Runs something with each batch, in a scope of its own: the batch and what else was made is freed when it returns.
     * {@code TensorScope.none()} around what is to stay, or {@link TensorScope#keep}, let it live on.
     *
     * @param step what to do with a batch
     */
    public void forEachInScope(Consumer<? super B> step) {
        try (DataLoaderIterator<B> batches = iterator()) {
            while (batches.hasNext()) {
                try (var scope = new TensorScope()) {
                    step.accept(batches.next());
                }
            }
        }
    }

    /** Ends persistent workers; without such, there is nothing to end. */
    @Override
    public void close() {
        if (staying != null) {
            staying.close();
            staying = null;
        }
    }
}
