package dev.sconce.it.live;

import static dev.sconce.it.live.Closeness.assertAllClose;
import static dev.sconce.it.live.Closeness.assertClose;
import static dev.sconce.torch.Torch.load;
import static dev.sconce.torch.Torch.save;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.nn.Arguments;
import dev.sconce.nn.BatchNorm1d;
import dev.sconce.nn.Conv1d;
import dev.sconce.nn.Flatten;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.Tanh;
import dev.sconce.nn.utils.SpectralNorm;
import dev.sconce.nn.utils.WeightNorm;
import dev.sconce.nn.utils.parametrizations.OrthogonalMap;
import dev.sconce.nn.utils.parametrizations.Parametrizations;
import dev.sconce.nn.utils.prune.Prune;
import dev.sconce.optim.SGD;
import dev.sconce.optim.swa.AveragedModel;
import dev.sconce.optim.swa.Averaging;
import dev.sconce.torch.SingleThread;
import dev.sconce.torch.StateDict;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code module_utils.py} does with reworked modules, in Java: both read what the other wrote. */
@LiveTest
@ExtendWith(SingleThread.class)
class ReworkedModulesTest {

    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path folder;

    @Test
    void javaAndPythonGoOnAlikeAndReadEachOther() throws Exception {
        PythonScript.run("module_utils.py", "write", folder);

        try (var scope = new TensorScope()) {
            for (Map.Entry<String, Supplier<Module>> entry : cases().entrySet()) {
                check(entry.getKey(), entry.getValue().get());
            }
        }

        assertThat(PythonScript.run("module_utils.py", "read", folder).split("\\s+"))
                .containsExactlyElementsOf(cases().keySet());
    }

    private void check(String name, Module net) throws Exception {
        StateDict trace = load(folder.resolve(name + "_trace.pth")).stateDict();
        Tensor x = Objects.requireNonNull(trace.get("x"));
        StateDict before = load(folder.resolve(name + ".pth")).stateDict();
        net.loadStateDict(before);
        assertAllClose(net.stateDict(), before, 0);

        train(net, x);
        assertAllClose(
                net.stateDict(), load(folder.resolve(name + "_after.pth")).stateDict(), TOLERANCE);
        net.eval();
        try (var noGrad = Torch.noGrad()) {
            Tensor output = (Tensor) Objects.requireNonNull(Arguments.of(x).passTo(net));
            assertClose(name, output, Objects.requireNonNull(trace.get("output")), TOLERANCE);
        }
        save(net.stateDict(), folder.resolve(name + "_java.pth"));
    }

    private static void train(Module net, Tensor x) {
        Sequential trained = net instanceof Sequential itself ? itself : normalized();
        if (net instanceof AveragedModel<?> average) {
            trained.loadStateDict(average.module.stateDict());
        }
        SGD optimizer = new SGD(trained.parameters(), o -> o.lr(0.05));
        for (int step = 0; step < 2; step++) {
            optimizer.zeroGrad();
            trained.call(x).pow(2).mean().backward();
            optimizer.step();
            if (net instanceof AveragedModel<?> average) {
                average.updateParameters(trained);
            }
        }
    }

    private static Map<String, Supplier<Module>> cases() {
        Map<String, Supplier<Module>> cases = new LinkedHashMap<>();
        cases.put("weight_norm", ReworkedModulesTest::weightNorm);
        cases.put("spectral_norm", ReworkedModulesTest::spectralNorm);
        cases.put("old_norms", ReworkedModulesTest::oldNorms);
        cases.put("orthogonal", ReworkedModulesTest::orthogonal);
        cases.put("pruned", ReworkedModulesTest::pruned);
        cases.put("averaged", ReworkedModulesTest::averaged);
        return cases;
    }

    private static Module weightNorm() {
        return new Sequential(
                Parametrizations.weightNorm(new Conv1d(2, 4, 3)),
                new ReLU(),
                new Flatten(),
                Parametrizations.weightNorm(new Linear(16, 3), "weight", null));
    }

    private static Module spectralNorm() {
        return new Sequential(
                Parametrizations.spectralNorm(new Conv1d(2, 4, 3), "weight", o -> o.nPowerIterations(2)),
                new ReLU(),
                new Flatten(),
                Parametrizations.spectralNorm(new Linear(16, 3)));
    }

    private static Module oldNorms() {
        return new Sequential(
                WeightNorm.weightNorm(new Conv1d(2, 4, 3)),
                new ReLU(),
                new Flatten(),
                SpectralNorm.spectralNorm(new Linear(16, 3)));
    }

    private static Module orthogonal() {
        return new Sequential(
                new Flatten(),
                Parametrizations.orthogonal(new Linear(12, 12)),
                new Tanh(),
                Parametrizations.orthogonal(new Linear(12, 5), "weight", OrthogonalMap.CAYLEY, true),
                new Tanh(),
                Parametrizations.orthogonal(new Linear(5, 3)));
    }

    private static Module pruned() {
        Conv1d conv = new Conv1d(2, 4, 3);
        Linear linear = new Linear(16, 3);
        Prune.l1Unstructured(linear, "weight", 0.4);
        Prune.lnStructured(linear, "weight", 1, 2, 0);
        Prune.lnStructured(conv, "weight", 1, 2, 0);
        return new Sequential(conv, new ReLU(), new Flatten(), linear);
    }

    private static Sequential normalized() {
        return new Sequential(new Conv1d(2, 4, 3), new BatchNorm1d(4), new ReLU(), new Flatten(), new Linear(16, 3));
    }

    private static Module averaged() {
        return new AveragedModel<>(
                normalized(), o -> o.multiAvgFn(Averaging.getEmaMultiAvgFn(0.9)).useBuffers(true));
    }
}
