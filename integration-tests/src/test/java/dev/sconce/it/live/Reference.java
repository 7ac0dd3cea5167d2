package dev.sconce.it.live;

import static dev.sconce.it.live.Closeness.assertAllClose;
import static dev.sconce.it.live.Closeness.assertClose;
import static dev.sconce.torch.Torch.load;
import static dev.sconce.torch.Torch.noGrad;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.nn.Layer;
import dev.sconce.optim.SGD;
import dev.sconce.torch.StateDict;
import dev.sconce.torch.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BinaryOperator;

/** What {@code reference.py} recorded of one network in Python, and the same done in Java. */
final class Reference {

    private static final double LOGITS_TOLERANCE = 1e-5;
    private static final double STEP_TOLERANCE = 1e-4;

    private final Path folder;
    private final String name;

    Reference(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Asserts that a network prints, loads, computes and learns in Java as it does in Python. */
    void check(Layer net, BinaryOperator<Tensor> criterion) throws IOException {
        assertThat(net).hasToString(Files.readString(folder.resolve(name + ".txt")));

        StateDict before = load(folder.resolve(name + ".pth")).stateDict();
        net.loadStateDict(before);
        assertAllClose(net.stateDict(), before, 0);

        StateDict trace = load(folder.resolve(name + "_trace.pth")).stateDict();
        checkLogits(net, trace);
        checkStep(net, trace, criterion);
        assertAllClose(
                net.stateDict(), load(folder.resolve(name + "_after.pth")).stateDict(), STEP_TOLERANCE);
    }

    private void checkLogits(Layer net, StateDict trace) {
        net.eval();
        try (var mode = noGrad()) {
            assertClose("logits", net.call(tensor(trace, "input")), tensor(trace, "logits"), LOGITS_TOLERANCE);
        }
    }

    private void checkStep(Layer net, StateDict trace, BinaryOperator<Tensor> criterion) {
        net.train();
        SGD optimizer = new SGD(net.parameters(), o -> o.lr(0.01).momentum(0.9).weightDecay(1e-4));
        optimizer.zeroGrad();
        Tensor loss = criterion.apply(net.call(tensor(trace, "input")), tensor(trace, "target"));
        loss.backward();
        optimizer.step();

        assertClose("loss", loss, tensor(trace, "loss"), STEP_TOLERANCE);
        checkGradients(net, trace);
    }

    private static void checkGradients(Layer net, StateDict trace) {
        // The bias in front of a batch norm has no effect: its gradient is rounding errors, small beside the others.
        double leastScale = 1e-3
                * trace.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith("grad."))
                        .mapToDouble(entry -> Closeness.largest(entry.getValue()))
                        .max()
                        .orElseThrow();
        net.namedParameters().forEach((name, parameter) -> {
            Tensor gradient = Objects.requireNonNull(parameter.grad(), name);
            assertClose("grad." + name, gradient, tensor(trace, "grad." + name), STEP_TOLERANCE, leastScale);
        });
    }

    private static Tensor tensor(StateDict trace, String key) {
        return Objects.requireNonNull(trace.get(key), key);
    }
}
