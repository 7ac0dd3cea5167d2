package dev.sconce.it.live;

import static dev.sconce.it.live.Closeness.assertTreeClose;
import static dev.sconce.torch.Torch.load;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.torch.Rng;
import dev.sconce.torch.SingleThread;
import dev.sconce.torch.TensorScope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run that Python began, that Java went on with and Python ended, is the run that never left Python: weights, moving
 * average, the optimizer's and the scheduler's state, and the random numbers that come next. So is one that Java began.
 */
@LiveTest
@ExtendWith(SingleThread.class)
class RelayTest {
    private static final int LEG = 3;

    private static final boolean PYTHONS_LIBTORCH = System.getProperty("sconce.libtorch") != null;

    /** The bundled libtorch has other matrix kernels than Python's; on Python's own nothing may differ. */
    private static final double TOLERANCE = PYTHONS_LIBTORCH ? 0 : 1e-5;

    private static Process python;
    private static Writer requests;
    private static BufferedReader answers;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startPython() throws IOException {
        python = PythonScript.conversation("relay.py").start();
        requests = python.outputWriter(StandardCharsets.UTF_8);
        answers = python.inputReader(StandardCharsets.UTF_8);
    }

    @AfterAll
    static void endPython() throws IOException {
        if (python != null) {
            requests.close(); // it ends with its input
            answers.close();
            python.destroy();
        }
    }

    /**
     * Between two builds, the ResNet's whole run is in double precision: among its many ReLUs there is now and then one whose
     * input is so near to zero that rounding in single precision opens it in one build and shuts it in the other. Nine steps
     * of Python itself are 0.014 apart with and without oneDNN. Java's own leg is near enough in single precision, too:
     * {@link #aLegOfTheResNetInSinglePrecision()}.
     */
    static List<String> networks() {
        return PYTHONS_LIBTORCH ? List.of("resnet", "resnet64", "transformer") : List.of("resnet64", "transformer");
    }

    private Path file(String name) {
        return folder.resolve(name + ".pth");
    }

    private static void ask(Object... request) throws IOException {
        requests.write(Arrays.stream(request).map(String::valueOf).collect(Collectors.joining(" ")) + '\n');
        requests.flush();
        assertThat(answers.readLine()).as("relay.py; see its complaint above").isEqualTo("ok");
    }

    private void begin(String network) throws IOException {
        ask("begin", network, folder);
    }

    private void python(String network, String from, int steps, String to) throws IOException {
        ask("leg", network, folder, from, steps, to);
    }

    private void java(String network, String from, int steps, String to) throws IOException {
        Relay relay = new Relay(network);
        relay.goOnFrom(file(from));
        relay.train(file("batches"), steps);
        relay.saveTo(file(to));
    }

    private void assertSameRun(String actual, String expected) throws IOException {
        try (TensorScope scope = new TensorScope()) {
            assertTreeClose(
                    actual, load(file(actual)).value(), load(file(expected)).value(), TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void pythonJavaPython(String network) throws IOException {
        begin(network);
        python(network, "start", 3 * LEG, "alone");

        python(network, "start", LEG, "first");
        java(network, "first", LEG, "second");
        python(network, "second", LEG, "third");

        assertSameRun("third", "alone");
    }

    @Test
    void aLegOfTheResNetInSinglePrecision() throws IOException {
        String network = "resnet";
        begin(network);
        python(network, "start", LEG, "first");
        python(network, "first", LEG, "second");

        java(network, "start", LEG, "java_first");
        java(network, "first", LEG, "java_second");

        assertSameRun("java_first", "first");
        assertSameRun("java_second", "second");
    }

    @ParameterizedTest
    @MethodSource("networks")
    void javaPythonJava(String network) throws IOException {
        begin(network);
        Rng.manualSeed(41);
        new Relay(network).saveTo(file("start"));
        python(network, "start", 3 * LEG, "alone");

        java(network, "start", LEG, "first");
        python(network, "first", LEG, "second");
        java(network, "second", LEG, "third");

        assertSameRun("third", "alone");
    }
}
