package dev.sconce.it.walk;

import static dev.sconce.torch.Torch.ones;

import dev.sconce.it.programs.ProgramsTest;
import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.ProjectFiles;
import dev.sconce.torch.Checkpointing;
import dev.sconce.torch.Device;
import dev.sconce.torch.JitModule;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TorchScript modules: their programs, what they take and refuse, freezing. */
@LiveTest
class ScriptsTest extends ProgramsTest {
    private static final Path FILE = ProjectFiles.module().resolve("target/walk_scripts.pt");

    private final TensorScope scope = new TensorScope();

    @BeforeEach
    void runPython() {
        runPythonFirst(); // which writes the file
    }

    @AfterEach
    void free() {
        scope.close();
    }

    private static JitModule net() {
        try {
            return JitModule.load(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void printMistake(Supplier<@Nullable Object> action) {
        try {
            print(action.get());
        } catch (RuntimeException e) {
            print(e.getMessage().strip().replaceFirst(": 'a' is of type str$", ""));
        }
    }

    @Test
    void programs() {
        try (JitModule script = net()) {
            print(script.originalName(), script.isTraining(), script.attribute("k"), script.attribute("label"));
            print(script.code("kinds"));
            print(script.code("both"));
            print(script.schema("forward"));
            print(script.schema("kinds"));
            print(script.namedChildren().get("fc").code());
            print(script.methodNames());
            script.graph()
                    .lines()
                    .forEach(line -> print(line.replaceFirst(" # .*", "").replaceAll("%\\d+", "%")));
        }
    }

    @Test
    void arguments() {
        try (JitModule script = net()) {
            Tensor x = ones(4, 2);
            print(
                    script.call(x),
                    script.call(x, 2),
                    script.call(x, true),
                    named(script, List.of(x), "scale", 2.0, "flip", true),
                    named(script, List.of(x), "n", 3));
            print(kinds(script, new long[] {1}, Map.of("a", x), Tuple.of(x, 1), "abc"));
            print(kinds(script, List.of(true), Map.of(), Tuple.of(x, 1), ""));
            printMistake(script::call);
            printMistake(() -> script.call(x, 1.0, false, 1, 2));
            printMistake(() -> script.call(3));
            printMistake(() -> script.call("text"));
            printMistake(() -> script.call(List.of(x)));
            printMistake(() -> script.call(x, "a"));
            printMistake(() -> named(script, List.of(x), "n", 2.5));
            printMistake(() -> script.call(x, null));
            printMistake(() -> named(script, List.of(x), "foo", 1));
            printMistake(() -> named(script, List.of(x), "foo", 1, "bar", 2));
            printMistake(() -> named(script, List.of(x), "x", x));
            printMistake(() -> named(script, List.of(), "scale", 1.0));
        }
    }

    private static @Nullable Object named(JitModule script, List<Object> args, Object... kwargs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < kwargs.length; i += 2) {
            map.put((String) kwargs[i], kwargs[i + 1]);
        }
        return script.callMethod("forward", args, map);
    }

    private static @Nullable Object kinds(JitModule script, @Nullable Object... args) {
        return script.callMethod("kinds", Arrays.asList(args), Map.of());
    }

    @Test
    void argumentsOfManyKinds() {
        try (JitModule script = net()) {
            Tensor x = ones(2);
            Tuple t = Tuple.of(x, 1);
            printMistake(() -> kinds(script, List.of(1.5), Map.of(), t, "a"));
            printMistake(() -> kinds(script, 3, Map.of(), t, "a"));
            printMistake(() -> kinds(script, List.of(1), Map.of(1, x), t, "a"));
            printMistake(() -> kinds(script, List.of(1), Map.of("a", 1), t, "a"));
            printMistake(() -> kinds(script, List.of(1), Map.of("a", x), Tuple.of(x, 1, 2), "a"));
            printMistake(() -> kinds(script, List.of(1), Map.of("a", x), Tuple.of(x, 1.5), "a"));
            printMistake(() -> kinds(script, List.of(1), Map.of("a", x), t, 1));
            printMistake(() -> kinds(script, List.of(1), Map.of("a", x), t, null));
            printMistake(() -> kinds(script, List.of(1), Map.of("a", x), t));
        }
    }

    @Test
    void attributes() throws IOException {
        try (JitModule script = net()) {
            printMistake(() -> script.attribute("missing"));
            printMistake(() -> script.callMethod("missing", List.of(1), Map.of()));
            print(script.hasAttribute("k"), script.hasAttribute("missing"));
            script.setAttribute("k", 5);
            print(script.attribute("k"), kinds(script, List.of(1), Map.of(), Tuple.of(ones(1), 1), ""));
            printMistake(() -> {
                script.setAttribute("k", "a");
                return null;
            });
            print(script.attribute("k"));
            script.eval();
            print(List.of(script.isTraining(), script.namedChildren().get("fc").isTraining()));
            script.train();
            print(List.of(script.isTraining(), script.namedChildren().get("fc").isTraining()));
        }
        Map<String, String> files = new LinkedHashMap<>(Map.of("note.txt", ""));
        JitModule.load(FILE, Device.CPU, files).close();
        print(files.get("note.txt"));
    }

    @Test
    void freezing() {
        try (JitModule script = net()) {
            Tensor x = ones(4, 2);
            printMistake(script::freeze);
            script.eval();
            JitModule frozen = script.freeze();
            print(frozen.call(x), frozen.originalName(), frozen.methodNames());
            print(frozen.code());
            print(
                    frozen.hasAttribute("training"),
                    frozen.hasAttribute("fc"),
                    List.copyOf(frozen.namedParameters().keySet()));
            printMistake(() -> kinds(frozen, List.of(1), Map.of(), Tuple.of(x, 1), "a"));
            JitModule kept = script.freeze("kinds", "k");
            print(kept.attribute("k"), kinds(kept, List.of(1), Map.of(), Tuple.of(x, 1), "a"));
            printMistake(() -> script.freeze("zzz"));
            print(script.optimizeForInference().call(x));
            print(frozen.optimizeForInference().call(x));
        }
    }

    @Test
    void checkpointed() {
        try (JitModule script = net()) {
            Tensor x = ones(1, 2).requiresGrad_();
            Tensor y = Checkpointing.checkpoint(
                    a -> Objects.requireNonNull((Tensor) script.call(a)).mul(2), x);
            y.sum().backward();
            print(
                    x.grad(),
                    script.namedParameters().values().stream().map(Tensor::grad).toList());
        }
    }
}
