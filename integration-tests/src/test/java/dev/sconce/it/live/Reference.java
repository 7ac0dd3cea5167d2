package dev.sconce.it.live;

import static dev.sconce.it.live.Closeness.assertAllClose;
import static dev.sconce.it.live.Closeness.assertClose;
import static dev.sconce.torch.Torch.load;
import static dev.sconce.torch.Torch.noGrad;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.nn.Layer;
import dev.sconce.nn.Module;
import dev.sconce.optim.SGD;
import dev.sconce.torch.StateDict;
import dev.sconce.torch.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** What {@code reference.py} recorded of one network in Python, and the same done in Java. */
final class Reference {

    private static final double LOGITS_TOLERANCE = 1e-5;
    private static final double STEP_TOLERANCE = 1e-4;
    private static final double LEARNING_RATE = 0.01;

    /**
     * Gradients below this part of the largest one are compared on its scale, and parameters on the scale of their step.
     * The bias in front of a batch norm has no effect: its gradient is rounding errors, small beside the others.
     */
    private static final double SMALL = 1e-3;

    private final Path folder;
    private final String name;

    Reference(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Asserts that a network prints, loads, computes and learns in Java as it does in Python. */
    void check(Layer net, BinaryOperator<Tensor> criterion) throws IOException {
        check(net, trace -> net.call(input(net, trace)), criterion);
    }

    /** The same of a network of any signature, which {@code forward} calls with the inputs that are in the trace. */
    void check(Module net, Function<StateDict, Tensor> forward, BinaryOperator<Tensor> criterion) throws IOException {
        assertThat(net).hasToString(Files.readString(folder.resolve(name + ".txt")));

        StateDict before = load(folder.resolve(name + ".pth")).stateDict();
        net.loadStateDict(before);
        assertAllClose(net.stateDict(), before, 0);

        StateDict trace = load(folder.resolve(name + "_trace.pth")).stateDict();
        checkLogits(net, trace, forward);
        double smallestGradient = SMALL * largestGradient(trace);
        checkStep(net, trace, forward, criterion, smallestGradient);
        assertAllClose(
                net.stateDict(),
                load(folder.resolve(name + "_after.pth")).stateDict(),
                STEP_TOLERANCE,
                LEARNING_RATE * smallestGradient);
    }

    private static void checkLogits(Module net, StateDict trace, Function<StateDict, Tensor> forward) {
        net.eval();
        try (var mode = noGrad()) {
            assertClose("logits", forward.apply(trace), tensor(trace, "logits"), LOGITS_TOLERANCE);
        }
    }

    /** In the dtype in which Python took the step; the results are float32. */
    private static void checkStep(
            Module net,
            StateDict trace,
            Function<StateDict, Tensor> forward,
            BinaryOperator<Tensor> criterion,
            double smallestGradient) {
        net.train();
        net.to(tensor(trace, "loss").dtype());
        SGD optimizer =
                new SGD(net.parameters(), o -> o.lr(LEARNING_RATE).momentum(0.9).weightDecay(1e-4));
        optimizer.zeroGrad();
        Tensor loss = criterion.apply(forward.apply(trace), tensor(trace, "target"));
        loss.backward();
        optimizer.step();
        net.floatValue();

        assertClose("loss", loss, tensor(trace, "loss"), STEP_TOLERANCE);
        net.namedParameters().forEach((name, parameter) -> {
            Tensor gradient = Objects.requireNonNull(parameter.grad(), name);
            assertClose("grad." + name, gradient, tensor(trace, "grad." + name), STEP_TOLERANCE, smallestGradient);
        });
    }

    private static double largestGradient(StateDict trace) {
        return trace.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("grad."))
                .mapToDouble(entry -> Closeness.largest(entry.getValue()))
                .max()
                .orElseThrow();
    }

    /** The input; in the network's dtype, unless it is made of indices. */
    private static Tensor input(Module net, StateDict trace) {
        Tensor input = tensor(trace, "input");
        return input.dtype().isFloatingPoint()
                ? input.to(net.parameters().get(0).dtype())
                : input;
    }

    static Tensor tensor(StateDict trace, String key) {
        return Objects.requireNonNull(trace.get(key), key);
    }
}
