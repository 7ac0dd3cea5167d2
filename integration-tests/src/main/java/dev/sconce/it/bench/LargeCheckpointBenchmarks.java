package dev.sconce.it.bench;

import static dev.sconce.torch.Torch.load;
import static dev.sconce.torch.Torch.save;

import dev.sconce.checkpoint.Checkpoint;
import dev.sconce.checkpoint.CheckpointFormat;
import dev.sconce.checkpoint.core.WriteOptions;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.torch.StateDict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Checkpoints of 1 GiB in 200 tensors ({@code big.pth}) and of 20,000 small tensors ({@code many.pth}), which the Python half
 * makes; without native tensors where they are only read. Files are in the page cache.
 *
 * <p>Java's writing syncs the file and moves it into place. {@code torch.save} and safetensors do neither, so that {@code
 * save_synced} has Python do it afterwards, {@code save_unsynced} has Java leave out the sync, and the raw write syncs and moves
 * as well.
 */
final class LargeCheckpointBenchmarks {
    private LargeCheckpointBenchmarks() {}

    static List<Benchmark> all() {
        return List.of(
                new Benchmark("checkpoint.big.open_and_list", folder -> () -> openAndList(folder.resolve("big.pth"))),
                new Benchmark("checkpoint.many.open_and_list", folder -> () -> openAndList(folder.resolve("many.pth"))),
                new Benchmark("checkpoint.big.first_tensor", folder -> () -> firstTensor(folder.resolve("big.pth"))),
                new Benchmark("checkpoint.many.first_tensor", folder -> () -> firstTensor(folder.resolve("many.pth"))),
                new Benchmark("checkpoint.big.all_bytes", folder -> () -> allBytes(folder.resolve("big.pth"))),
                new Benchmark(
                        "checkpoint.big.all_bytes_to_raw_read", folder -> () -> allBytes(folder.resolve("big.pth"))),
                new Benchmark("checkpoint.big.save", LargeCheckpointBenchmarks::prepareSave),
                new Benchmark("checkpoint.big.save_synced", LargeCheckpointBenchmarks::prepareSave),
                new Benchmark(
                        "checkpoint.big.save_unsynced", folder -> write(folder, WriteOptions.DEFAULT.withSync(false))),
                new Benchmark(
                        "checkpoint.big.save_without_crc",
                        folder -> write(folder, WriteOptions.DEFAULT.withComputeCrc32(false))),
                new Benchmark("checkpoint.big.save_to_raw_write", LargeCheckpointBenchmarks::prepareSave),
                new Benchmark("checkpoint.many.save", LargeCheckpointBenchmarks::writeMany),
                new Benchmark("checkpoint.big.save_safetensors", LargeCheckpointBenchmarks::prepareSaveSafetensors),
                new Benchmark("checkpoint.big.cold_inspect", folder -> cold("inspect", folder.resolve("big.pth"))),
                new Benchmark("checkpoint.many.cold_inspect", folder -> cold("inspect", folder.resolve("many.pth"))),
                new Benchmark(
                        "checkpoint.big.cold_convert",
                        folder -> cold("convert", folder.resolve("big.pth"), folder.resolve("big.java.safetensors"))));
    }

    private static void openAndList(Path file) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            long sum = 0;
            for (var entry : checkpoint.stateDict().tensors().entrySet()) {
                sum += entry.getKey().length() + entry.getValue().elementCount();
            }
            require(sum > 0);
        }
    }

    private static void firstTensor(Path file) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            HostTensor tensor = checkpoint.stateDict().get("layer0.weight").orElseThrow();
            require(touch(tensor) != 0);
        }
    }

    private static void allBytes(Path file) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            long sum = 0;
            for (HostTensor tensor : checkpoint.stateDict().tensors().values()) {
                sum += touch(tensor);
            }
            require(sum != 0);
        }
    }

    /** Copies all bytes out of the mapping, as a user of them would. */
    private static long touch(HostTensor tensor) throws IOException {
        byte[] page = new byte[1 << 16];
        long[] sum = {0};
        tensor.data().forEachChunk(chunk -> {
            while (chunk.hasRemaining()) {
                int length = Math.min(page.length, chunk.remaining());
                chunk.get(page, 0, length);
                sum[0] += page[length - 1] + 1000L;
            }
        });
        return sum[0];
    }

    private static Benchmark.Round prepareSave(Path folder) throws IOException {
        StateDict state = new StateDict(); // in memory, as Python's
        load(folder.resolve("big.pth")).stateDict().forEach((key, tensor) -> state.put(key, tensor.clone()));
        return () -> save(state, folder.resolve("saved-by-java.pth"));
    }

    /** Through the checkpoint module alone, from memory outside of the heap. */
    private static Benchmark.Round write(Path folder, WriteOptions options) throws IOException {
        PyDict state = inMemory(folder.resolve("big.pth"));
        return () -> Checkpoint.write(folder.resolve("saved-by-java.pth"), state, options);
    }

    private static Benchmark.Round writeMany(Path folder) throws IOException {
        PyDict state = inMemory(folder.resolve("many.pth"));
        return () -> Checkpoint.write(folder.resolve("many-by-java.pth"), state);
    }

    private static PyDict inMemory(Path file) throws IOException {
        var state = PyDict.dict();
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            for (var entry : checkpoint.stateDict().tensors().entrySet()) {
                HostTensor tensor = entry.getValue();
                ByteBuffer bytes = ByteBuffer.allocateDirect((int) tensor.lengthBytes())
                        .put(tensor.data().toBuffer())
                        .flip();
                state.put(entry.getKey(), HostTensor.of(tensor.dtype(), tensor.shape(), HostStorage.of(bytes)));
            }
        }
        return state;
    }

    private static Benchmark.Round prepareSaveSafetensors(Path folder) throws IOException {
        Checkpoint checkpoint = Checkpoint.open(folder.resolve("big.pth"));
        return () -> Checkpoint.write(
                folder.resolve("saved-by-java.safetensors"),
                checkpoint.root(),
                CheckpointFormat.SAFETENSORS,
                WriteOptions.DEFAULT);
    }

    /** The command line in a JVM of its own, which gets 128 MiB of heap. */
    private static Benchmark.Round cold(Object... arguments) {
        return FreshJvm.running("-Xmx128m", "dev.sconce.checkpoint.cli.Sconce", arguments);
    }

    private static void require(boolean done) throws IOException {
        if (!done) {
            throw new IOException("the benchmark did not do what it measures");
        }
    }
}
