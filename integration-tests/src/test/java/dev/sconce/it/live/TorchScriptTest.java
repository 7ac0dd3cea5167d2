package dev.sconce.it.live;

import static dev.sconce.torch.Torch.load;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.nn.Module;
import dev.sconce.nn.ScriptModule;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.Softmax;
import dev.sconce.optim.SGD;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.JitModule;
import dev.sconce.torch.SingleThread;
import dev.sconce.torch.StateDict;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import dev.sconce.torch.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Scripted, traced and frozen modules that Python saved, and Python on what Java saved. */
@LiveTest
@ExtendWith(SingleThread.class)
class TorchScriptTest {

    @TempDir
    private static Path folder;

    private static Map<?, ?> expected;

    @BeforeAll
    static void write() throws Exception {
        PythonScript.run("torchscript.py", "write", folder);
        expected = (Map<?, ?>) load(folder.resolve("expected.pth")).value();
    }

    @AfterAll
    static void forget() {
        expected = null;
    }

    private static Tensor expected(String key) {
        return (Tensor) expected.get(key);
    }

    private static void assertClose(Object actual, Tensor wanted) {
        assertClose("result", actual, wanted);
    }

    private static void assertClose(String what, Object actual, Tensor wanted) {
        assertThat(((Tensor) actual).shape()).as(what).isEqualTo(wanted.shape());
        assertThat(((Tensor) actual).allclose(wanted, 1e-5, 1e-6))
                .as("%s: %s, %s", what, actual, wanted)
                .isTrue();
    }

    private static void assertState(StateDict actual, Map<?, ?> wanted) {
        assertThat(List.copyOf(actual.keySet())).isEqualTo(List.copyOf(wanted.keySet()));
        wanted.forEach((name, value) -> assertClose((String) name, actual.get(name), (Tensor) value));
    }

    @Test
    void looksLikePythons() throws IOException {
        ScriptModule net = ScriptModule.load(folder.resolve("scripted.pt"));
        assertThat(net).hasToString(Files.readString(folder.resolve("scripted.txt")));
        assertState(net.stateDict(), (Map<?, ?>) expected.get("state"));
        assertThat(net.isTraining()).isTrue();
        assertThat(net.script().dump()).contains("method forward");
    }

    @Test
    void namesParametersAndBuffersAtAnyDepth() throws IOException {
        try (var scope = new TensorScope()) {
            ScriptModule net = ScriptModule.load(folder.resolve("scripted.pt"));
            assertThat(net.script().namedParameters().keySet())
                    .hasSizeGreaterThan(4)
                    .containsExactlyElementsOf(net.namedParameters().keySet());
            assertThat(net.script().namedBuffers().keySet())
                    .containsExactlyElementsOf(net.namedBuffers().keySet());
            assertThat(net.script().namedParameters(false)).hasSizeLessThan(2);
        }
    }

    @Test
    void saysThatADeviceIsNotThere() {
        assumeFalse(Torch.cudaIsAvailable());
        assertThatThrownBy(
                        () -> JitModule.load(folder.resolve("scripted.pt"), Device.of("cuda"), new LinkedHashMap<>()))
                .hasMessageStartingWith("Attempting to deserialize object on a CUDA device but"
                        + " torch.cuda.is_available() is False.");
    }

    @Test
    void computesWhatPythonComputes() throws IOException {
        try (var scope = new TensorScope();
                var mode = Torch.noGrad()) {
            Tensor x = expected("x");
            for (String file : List.of("scripted.pt", "traced.pt", "frozen.pt")) {
                ScriptModule net = ScriptModule.load(folder.resolve(file));
                assertClose(net.eval() == net ? net.call(x) : null, expected("eval"));
            }
            ScriptModule net = ScriptModule.load(folder.resolve("scripted.pt"));
            net.eval();
            assertClose(net.call(List.of(x, 0.5), Map.of("flip", true)), expected("options"));
        }
    }

    @Test
    void takesAndReturnsValuesOfEveryKind() throws IOException {
        try (var scope = new TensorScope();
                var mode = Torch.noGrad()) {
            Tensor x = expected("x");
            ScriptModule net = ScriptModule.load(folder.resolve("scripted.pt"));
            Map<String, Tensor> named = new LinkedHashMap<>();
            named.put("a", x);
            named.put("b", x.add(1));
            Tuple result = (Tuple) net.callMethod(
                    "kinds", List.of(x, x), Tuple.of(x, 3), named, new long[] {1, 2}, List.of(0.5, 2), "sum");
            Map<?, ?> sums = (Map<?, ?>) result.get(0);
            assertThat(List.copyOf(sums.keySet())).isEqualTo(List.of("sum", "twice"));
            assertClose(sums.get("sum"), expected("kinds"));
            assertThat((long[]) result.get(1)).containsExactly(1, 2, 2);
            assertThat(result.subList(2, 5)).isEqualTo(List.of(0.5, "sum!", true));
            result = (Tuple) net.callMethod(
                    "kinds", List.of(x, x), Tuple.of(x, 3), named, new long[] {}, List.of(0.5, 2), "sum", x);
            assertClose(
                    ((Map<?, ?>) result.get(0)).get("sum"), expected("kinds").add(x));
        }
    }

    @Test
    void trainsAsPythonDoesAndPythonReadsIt() throws Exception {
        try (var scope = new TensorScope()) {
            ScriptModule net = ScriptModule.load(folder.resolve("scripted.pt"));
            SGD optimizer = new SGD(net.parameters(), o -> o.lr(0.1));
            Tensor loss = ((Tensor) net.call(expected("x"))).square().mean();
            loss.backward();
            optimizer.step();
            assertThat(loss.item()).isCloseTo(expected("loss").item(), within(1e-6));
            Map<?, ?> trained = (Map<?, ?>) expected.get("trained");
            StateDict state = net.stateDict();
            assertThat(state.keySet()).allMatch(trained::containsKey);
            for (String name :
                    List.of("conv.weight", "bn.running_mean", "bn.num_batches_tracked", "fc.weight", "tied.bias")) {
                assertClose(state.get(name), (Tensor) trained.get(name));
            }
            net.script().save(folder.resolve("tuned.pt"), Map.of("note.txt", "from Java"));
            PythonScript.run("torchscript.py", "read", folder);
            Map<?, ?> read = (Map<?, ?>) load(folder.resolve("read.pth")).value();
            assertState(net.stateDict(), (Map<?, ?>) read.get("state"));
            net.eval();
            assertClose(net.call(expected("x")), (Tensor) read.get("y"));
        }
    }

    @Test
    void isAModuleAmongOthers() throws IOException {
        try (var scope = new TensorScope()) {
            ScriptModule net = ScriptModule.load(folder.resolve("scripted.pt"));
            assertThat(net.getSubmodule("fc").parameters().get(0))
                    .isSameAs(net.getSubmodule("tied").parameters().get(0));
            Sequential all = new Sequential(net, new Softmax(1));
            all.eval();
            assertClose(all.call(expected("x")).sum(1), Torch.ones(4));
            Tensor y = (Tensor) net.call(expected("x"));
            ScriptModule copy = (ScriptModule) net.deepCopy();
            net.to(DType.FLOAT64);
            assertThat(((Tensor) net.call(expected("x").to(DType.FLOAT64))).dtype())
                    .isEqualTo(DType.FLOAT64);
            try (var mode = Torch.noGrad()) {
                copy.getParameter("fc.bias").add_(1);
            }
            assertClose(copy.call(expected("x")), y.add(1));
            assertClose(((Tensor) net.call(expected("x").to(DType.FLOAT64))).to(DType.FLOAT32), y);
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        Path none = folder.resolve("none.pt");
        assertThatThrownBy(() -> ScriptModule.load(none)).isInstanceOf(NoSuchFileException.class);
        Path checkpoint = folder.resolve("expected.pth");
        assertThatThrownBy(() -> ScriptModule.load(checkpoint))
                .isInstanceOf(TorchException.class)
                .hasMessageContaining(checkpoint.toString());
        ScriptModule net = ScriptModule.load(folder.resolve("scripted.pt"));
        assertThatThrownBy(() -> net.call(3)).isInstanceOf(TorchException.class).satisfies(refused -> assertThat(
                        Files.readAllLines(folder.resolve("refused.txt")))
                .as("Python's text, which has the Python value too")
                .containsAll(refused.getMessage().lines().toList()));
        assertThatThrownBy(() -> net.callMethod("nothing")).isInstanceOf(TorchException.class);
        assertThatThrownBy(() -> net.call(new Object())).isInstanceOf(TorchException.class);
    }

    @Test
    void givesTheFilesBesideTheProgram() throws IOException {
        Map<String, String> files = new LinkedHashMap<>(Map.of("labels.txt", ""));
        try (JitModule script = JitModule.load(folder.resolve("scripted.pt"), Device.CPU, files)) {
            assertThat(files).containsEntry("labels.txt", "zero\none\ntwo");
            assertThat(script.originalName()).isEqualTo("Net");
            Module facade = new ScriptModule(script);
            assertThat(facade.namedChildren().keySet()).containsExactly("conv", "bn", "fc", "tied");
        }
    }
}
