package dev.sconce.it.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.data.Collate;
import dev.sconce.data.DataLoader;
import dev.sconce.data.DataLoaderOptions;
import dev.sconce.data.Dataset;
import dev.sconce.data.DistributedSampler;
import dev.sconce.data.IterableDataset;
import dev.sconce.data.RandomSampler;
import dev.sconce.data.RandomSplit;
import dev.sconce.data.SubsetRandomSampler;
import dev.sconce.data.TensorDataset;
import dev.sconce.data.WeightedRandomSampler;
import dev.sconce.data.WorkerInfo;
import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.torch.DType;
import dev.sconce.torch.Generator;
import dev.sconce.torch.Rng;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same seeds give the same batches as in Python, and leave the generators as Python leaves them. */
@LiveTest
class DataLoaderTest {
    private static final Dataset<Long> NUMBERS = numbers(17, index -> index);

    private static TensorScope fixtures;
    private static Map<?, ?> expected;

    private interface Sample<T> {
        T at(long index);
    }

    private static <T> Dataset<T> numbers(long size, Sample<T> sample) {
        return new Dataset<>() {
            @Override
            public T get(long index) {
                return sample.at(index);
            }

            @Override
            public long size() {
                return size;
            }
        };
    }

    @BeforeAll
    static void runPython(@TempDir Path folder) throws Exception {
        fixtures = new TensorScope();
        Path file = folder.resolve("batches.pth");
        PythonScript.run("data_loader.py", file);
        expected = (Map<?, ?>) Objects.requireNonNull(Torch.load(file).value());
    }

    @AfterAll
    static void freeFixtures() {
        if (fixtures != null) {
            fixtures.close();
        }
    }

    private final TensorScope scope = new TensorScope();

    @AfterEach
    void free() {
        scope.close();
    }

    private static DataLoader<Tensor> loader(Dataset<Long> dataset, Consumer<DataLoaderOptions> options) {
        return new DataLoader<>(dataset, Collate.to(Tensor.class), options);
    }

    private static Tensor flat(Object batch) {
        if (!(batch instanceof List<?> parts)) {
            return (Tensor) batch;
        }
        return Torch.stack(
                parts.stream().map(part -> ((Tensor) part).to(DType.FLOAT64)).toList());
    }

    private static void assertAsInPython(String name, DataLoader<?> loader, int epochs, @Nullable Generator own) {
        Rng.manualSeed(1234);
        List<Tensor> batches = new ArrayList<>();
        for (int i = 0; i < epochs; i++) {
            for (Object batch : loader) {
                batches.add(flat(batch));
            }
        }
        List<?> python = (List<?>) Objects.requireNonNull(expected.get(name));
        assertThat(batches).as(name).hasSameSizeAs(python);
        for (int i = 0; i < batches.size(); i++) {
            assertSame(name + "[" + i + "]", batches.get(i), python.get(i));
        }
        assertSame(name + ".next", Torch.rand(2), expected.get(name + ".next"));
        if (own != null) {
            assertSame(name + ".own", Torch.rand(new long[] {2}, own), expected.get(name + ".own"));
        }
    }

    private static void assertSame(String name, Tensor actual, @Nullable Object python) {
        Tensor wanted = (Tensor) Objects.requireNonNull(python, name);
        assertThat(actual.dtype()).as(name).isEqualTo(wanted.dtype());
        assertThat(Torch.equal(actual, wanted))
                .as("%s: %s, in Python %s", name, actual, wanted)
                .isTrue();
    }

    @Test
    void shufflesAsPythonWithAndWithoutWorkers() {
        assertAsInPython("shuffled", loader(NUMBERS, o -> o.batchSize(4).shuffle(true)), 2, null);
        assertAsInPython(
                "workers", loader(NUMBERS, o -> o.batchSize(4).shuffle(true).numWorkers(2)), 2, null);
        assertAsInPython(
                "dropping",
                loader(NUMBERS, o -> o.batchSize(4).shuffle(true).dropLast(true).numWorkers(1)),
                1,
                null);
    }

    @Test
    void seedsPersistentWorkersOnce() {
        try (var loader =
                loader(NUMBERS, o -> o.batchSize(4).shuffle(true).numWorkers(2).persistentWorkers(true))) {
            assertAsInPython("persistent", loader, 3, null);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void drawsFromItsOwnGeneratorAsPython(int workers) {
        Generator own = new Generator(99);
        var loader =
                loader(NUMBERS, o -> o.batchSize(5).shuffle(true).generator(own).numWorkers(workers));
        assertAsInPython("generator" + workers, loader, 2, own);
    }

    @Test
    void takesTensors() {
        var tensors = new TensorDataset(Torch.arange(17), Torch.linspace(0, 1, 17));
        assertAsInPython(
                "tensors", new DataLoader<>(tensors, o -> o.batchSize(6).shuffle(true)), 1, null);
    }

    @Test
    void samplesAsPython() {
        var drawing = new RandomSampler(NUMBERS, true, 70L, null);
        assertAsInPython("replacement", loader(NUMBERS, o -> o.batchSize(32).sampler(drawing)), 1, null);
        var again = new RandomSampler(NUMBERS, false, 40L, null);
        assertAsInPython("again", loader(NUMBERS, o -> o.batchSize(8).sampler(again)), 1, null);
        var weighted = new WeightedRandomSampler(new double[] {0.1, 0.0, 3.0, 1.5, 0.2}, 12);
        assertAsInPython("weighted", loader(NUMBERS, o -> o.batchSize(5).sampler(weighted)), 1, null);
        var subset = new SubsetRandomSampler(3, 1, 4, 15, 9);
        assertAsInPython("subset", loader(NUMBERS, o -> o.batchSize(2).sampler(subset)), 1, null);
    }

    @Test
    void dividesAsPython() {
        for (int rank : new int[] {0, 2}) {
            var divided = new DistributedSampler(NUMBERS, 3, rank, true, 7, rank == 2);
            divided.setEpoch(4);
            assertAsInPython(
                    "divided" + rank, loader(NUMBERS, o -> o.batchSize(4).sampler(divided)), 1, null);
        }
        var ordered = new DistributedSampler(numbers(2, index -> index), 5, 3, false, 0, false);
        assertAsInPython("ordered", loader(NUMBERS, o -> o.batchSize(4).sampler(ordered)), 1, null);
    }

    @Test
    void splitsAsPython() {
        Rng.manualSeed(5);
        var part = RandomSplit.of(NUMBERS, 0.5, 0.3, 0.2).get(1);
        assertAsInPython("split", loader(part, o -> o.batchSize(3).shuffle(true)), 1, null);
    }

    @Test
    void takesStreamsAsPython() {
        IterableDataset<Long> stream = () -> {
            WorkerInfo worker = WorkerInfo.current();
            if (worker == null) {
                return LongStream.range(0, 11).iterator();
            }
            return (worker.id() == 0 ? LongStream.range(0, 3) : LongStream.range(3, 14)).iterator();
        };
        Collate<Long, Tensor> collate = Collate.to(Tensor.class);
        assertAsInPython("stream", new DataLoader<>(stream, collate, o -> o.batchSize(3)), 1, null);
        assertAsInPython(
                "streamworkers",
                new DataLoader<>(stream, collate, o -> o.batchSize(3).numWorkers(2)),
                1,
                null);
    }

    @Test
    void givesEachWorkerTheRandomNumbersOfPythonsWorker() {
        Dataset<List<Object>> noisy = numbers(9, index -> {
            Generator own = Objects.requireNonNull(WorkerInfo.current()).generator();
            return List.of(index, Torch.rand(new long[0], own));
        });
        assertAsInPython("noisy", new DataLoader<>(noisy, o -> o.batchSize(2).numWorkers(2)), 1, null);
    }
}
