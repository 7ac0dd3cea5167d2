package dev.sconce.it.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.nn.Parameter;
import dev.sconce.optim.Optimizer;
import dev.sconce.optim.scheduler.LRScheduler;
import dev.sconce.optim.scheduler.ReduceLROnPlateau;
import dev.sconce.torch.SingleThread;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every optimizer and every scheduler: Python steps, Java goes on, Python ends. What Java saves has the types, keys, order
 * and plain values of what Python would have saved then, and the whole is the run that never left Python.
 */
@LiveTest
@ExtendWith(SingleThread.class)
class OptimizerRelayTest {
    private static final int LEG = 3;

    /** The bundled kernels round some operations elsewhere and add sums in another order. */
    private static final double TOLERANCE = System.getProperty("sconce.libtorch") != null ? 0 : 1e-5;

    @TempDir
    private Path folder;

    @Test
    void theRunThatNeverLeftPython() throws IOException {
        List<String> names =
                PythonScript.run("optimizer_relay.py", "begin", folder).lines().toList();
        assertThat(names).hasSizeGreaterThan(30);
        for (String name : names) {
            try (TensorScope scope = new TensorScope()) {
                OptimizerRelay run = new OptimizerRelay(name);
                run.goOnFrom(folder.resolve(name + "_first.pth"));
                run.train(LEG);
                run.saveTo(folder.resolve(name + "_second.pth"));
            }
        }

        List<String> lines =
                PythonScript.run("optimizer_relay.py", "end", folder).lines().toList();

        assertThat(lines).hasSameSizeAs(names);
        SoftAssertions all = new SoftAssertions();
        for (String line : lines) {
            String[] parts = line.split("\t", 3);
            all.assertThat(parts[1]).as("what Java saved of %s", parts[0]).isEqualTo("same");
            all.assertThat(Double.parseDouble(parts[2])).as(parts[0]).isLessThanOrEqualTo(TOLERANCE);
        }
        all.assertAll();
    }

    /** Python's old form of a scheduler's step, by the closed formula where there is one. */
    @Test
    void schedulersTurnToAnEpoch() {
        List<String> lines =
                PythonScript.run("optimizer_relay.py", "epochs").lines().toList();
        assertThat(lines).hasSize(15);
        try (TensorScope scope = new TensorScope()) {
            for (String line : lines) {
                List<String> words = List.of(line.split(" ", -1));
                double[] rates =
                        words.stream().skip(1).mapToDouble(Double::parseDouble).toArray();
                assertThat(ratesAfterEpochs(words.get(0))).as(words.get(0)).containsExactly(rates);
            }
        }
    }

    private static double[] ratesAfterEpochs(String name) {
        List<Parameter> params = List.of(new Parameter(Torch.ones(4, 3)), new Parameter(Torch.ones(3)));
        Optimizer optimizer = OptimizerRelayCases.optimizer(name, params);
        LRScheduler scheduler = OptimizerRelayCases.scheduler(name, optimizer);
        optimizer.step(() -> Torch.zeros());
        List<Double> rates = new ArrayList<>();
        for (long epoch : new long[] {3, 0, 7, 7, 4}) {
            if (scheduler instanceof ReduceLROnPlateau plateau) {
                plateau.step(1.0, epoch);
            } else {
                scheduler.step(epoch);
            }
            optimizer.paramGroups().forEach(group -> rates.add(group.lr()));
        }
        return rates.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
