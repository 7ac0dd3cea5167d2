package dev.sconce.data;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a loader iterates over, whatever its dataset is.
 *
 * @param indices says which samples make the next batch
 * @param fetchers makes what turns them into batches, for each thread that does
 * @param size the number of batches
 * @param dataset the dataset
 * @param options the loader's
 * @param <B> the class of a batch
 */
record LoadPlan<B>(
        Sampler<long[]> indices,
        Supplier<Fetcher<B>> fetchers,
        LongSupplier size,
        Object dataset,
        DataLoaderOptions options) {

    /** Over a dataset whose samples have numbers. */
    static <B> LoadPlan<B> of(Dataset<?> dataset, Fetcher<B> fetcher, DataLoaderOptions options) {
        options.checkBatching();
        Sampler<long[]> indices = indices(dataset, options);
        return new LoadPlan<>(indices, () -> fetcher, indices::size, dataset, options);
    }

    private static Sampler<long[]> indices(Dataset<?> dataset, DataLoaderOptions options) {
        Sampler<long[]> batches = options.batchSampler;
        if (batches != null) {
            return batches;
        }
        Sampler<Long> sampler = options.sampler;
        if (sampler == null) {
            sampler = options.shuffle ? new RandomSampler(dataset, options.generator) : new SequentialSampler(dataset);
        }
        Integer batchSize = options.batchSize;
        return batchSize == null
                ? IndexBatches.single(sampler)
                : new BatchSampler(sampler, batchSize, options.dropLast);
    }

    /** Over a stream, each thread for itself; without batches, its samples are what comes. */
    static <T> LoadPlan<T> ofStream(
            IterableDataset<T> dataset, Function<List<T>, T> collate, DataLoaderOptions options) {
        if (options.batchSize != null) {
            return ofStreamInBatches(dataset, collate, options);
        }
        options.checkForStream();
        options.checkBatching();
        Supplier<Fetcher<T>> samples = () -> {
            Iterator<T> rest = dataset.iterator();
            return indices -> rest.hasNext() ? rest.next() : null;
        };
        return new LoadPlan<>(IndexBatches.endless(1), samples, dataset::size, dataset, options);
    }

    /** Over a stream, each thread for itself, in batches. */
    static <T, B> LoadPlan<B> ofStreamInBatches(
            IterableDataset<T> dataset, Function<List<T>, B> collate, DataLoaderOptions options) {
        options.checkForStream();
        options.checkBatching();
        int batchSize = Objects.requireNonNull(options.batchSize);
        BatchSampler.checkSize(batchSize);
        boolean dropLast = options.dropLast;
        LongSupplier size = () -> (dataset.size() + (dropLast ? 0 : batchSize - 1)) / batchSize;
        return new LoadPlan<>(
                IndexBatches.endless(batchSize),
                () -> Fetcher.ofStream(dataset.iterator(), collate, dropLast),
                size,
                dataset,
                options);
    }
}
