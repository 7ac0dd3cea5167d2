package dev.sconce.it.live.identity;

import static dev.sconce.torch.Torch.load;

import dev.sconce.it.models.ResNet;
import dev.sconce.nn.functional.F;
import dev.sconce.optim.SGD;
import dev.sconce.torch.StateDict;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The program of the JVM that runs on Python's libtorch: computes what {@code identity.py} did, and prints how many tensors
 * have the same bits and which have not.
 */
final class IdentityProgram {
    private static final long SEED = 8;

    private final Path folder;

    private IdentityProgram(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        Torch.setNumThreads(1);
        var program = new IdentityProgram(Path.of(arguments[0]));
        try (var scope = new TensorScope()) {
            program.operations();
            program.draws();
            program.training();
        }
    }

    private StateDict read(String name) throws IOException {
        return load(folder.resolve(name)).stateDict();
    }

    private void operations() throws IOException {
        StateDict expected = read("operations.pth");
        var operations = new IdentityOperations(read("inputs.pth"));
        report("operations", expected, operations::compute);
    }

    private void draws() throws IOException {
        StateDict expected = read("draws.pth");
        var draws = new IdentityDraws();
        Torch.manualSeed(SEED);
        report("draws", expected, draws::draw);
    }

    private void training() throws IOException {
        StateDict expected = read("training.pth");
        StateDict batches = read("batches.pth");
        ResNet net = ResNet.resnet18();
        net.loadStateDict(read("resnet18.pth"));
        SGD optimizer = new SGD(net.parameters(), o -> o.lr(0.01).momentum(0.9).weightDecay(1e-4));
        StateDict record = new StateDict();
        for (int i = 0; batches.containsKey("x." + i); i++) {
            optimizer.zeroGrad();
            Tensor x = Objects.requireNonNull(batches.get("x." + i));
            Tensor y = Objects.requireNonNull(batches.get("y." + i));
            Tensor loss = F.crossEntropy(net.call(x), y);
            loss.backward();
            optimizer.step();
            record.put("loss." + i, loss.detach());
        }
        record.putAll(net.stateDict());
        report("training", expected, record::get);
    }

    private static void report(String what, StateDict expected, Function<String, Tensor> compute) {
        List<String> different = expected.entrySet().stream()
                .filter(entry -> !same(compute.apply(entry.getKey()), entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        System.out.println(what + " " + expected.size() + " different " + different);
    }

    /** Whether shape, dtype and every bit are the same: NaN too. */
    private static boolean same(Tensor actual, Tensor expected) {
        return Arrays.equals(actual.shape(), expected.shape())
                && actual.dtype() == expected.dtype()
                && bytes(actual).equals(bytes(expected));
    }

    private static ByteBuffer bytes(Tensor tensor) {
        return tensor.detach().contiguous().asByteBuffer();
    }
}
