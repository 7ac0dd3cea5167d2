package dev.sconce.it.bench;

import static dev.sconce.torch.Torch.randint;
import static dev.sconce.torch.Torch.randn;

import dev.sconce.data.DataLoader;
import dev.sconce.data.Dataset;
import dev.sconce.data.TensorDataset;
import dev.sconce.torch.Tensor;
import java.util.List;

/** One epoch of a loader: of tensors, and of samples that some work is done for; without and with workers. */
final class DataBenchmarks {
    private static final int BATCH = 64;

    private DataBenchmarks() {}

    static List<Benchmark> all() {
        return List.of(
                new Benchmark("data.tensors_w0", folder -> tensors(0)),
                new Benchmark("data.tensors_w2", folder -> tensors(2)),
                new Benchmark("data.samples_w0", folder -> samples(0)),
                new Benchmark("data.samples_w2", folder -> samples(2)));
    }

    private static Benchmark.Round tensors(int workers) {
        TensorDataset dataset = new TensorDataset(randn(4096, 3, 32, 32), randint(10, new long[] {4096}));
        return epoch(dataset, workers);
    }

    private static Benchmark.Round samples(int workers) {
        Tensor images = randn(1024, 3, 32, 32);
        Dataset<Tensor> dataset = new Dataset<>() {
            @Override
            public Tensor get(long index) {
                return images.get(index).flip(2).mul(0.5).add(0.5).clamp(0, 1);
            }

            @Override
            public long size() {
                return images.size(0);
            }
        };
        return epoch(dataset, workers);
    }

    private static <T> Benchmark.Round epoch(Dataset<T> dataset, int workers) {
        DataLoader<T> loader =
                new DataLoader<>(dataset, o -> o.batchSize(BATCH).shuffle(true).numWorkers(workers));
        return () -> loader.forEachInScope(batch -> {});
    }
}
