package dev.sconce.it.bench;

import static dev.sconce.torch.Torch.load;
import static dev.sconce.torch.Torch.save;

import dev.sconce.torch.StateDict;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reading and writing the 47 MB state dict of a ResNet-18; the file is in the page cache.
 *
 * <p>Java's save syncs the file to the disk and moves it into place, Python's {@code torch.save} does neither.
 */
final class CheckpointBenchmarks {

    private CheckpointBenchmarks() {}

    static List<Benchmark> all() {
        return List.of(
                new Benchmark("checkpoint.load_first_tensor", folder -> () -> firstTensor(folder)),
                new Benchmark("checkpoint.load_all_bytes", folder -> () -> allBytes(folder)),
                new Benchmark("checkpoint.load_all_bytes_read", folder -> () -> allBytes(folder)),
                new Benchmark("checkpoint.save", CheckpointBenchmarks::prepareSave));
    }

    private static void firstTensor(Path folder) throws IOException {
        try (TensorScope scope = new TensorScope()) {
            load(resnet18(folder)).at("conv1.weight").tensor().sum().item();
        }
    }

    private static void allBytes(Path folder) throws IOException {
        try (TensorScope scope = new TensorScope()) {
            for (Tensor tensor : load(resnet18(folder)).stateDict().values()) {
                tensor.sum().item();
            }
        }
    }

    private static Benchmark.Round prepareSave(Path folder) throws IOException {
        StateDict state = new StateDict(); // in memory, as Python's
        load(resnet18(folder)).stateDict().forEach((key, tensor) -> state.put(key, tensor.clone()));
        return () -> save(state, folder.resolve("saved-by-java.pth"));
    }

    static Path resnet18(Path folder) {
        return folder.resolve("resnet18.pth");
    }
}
