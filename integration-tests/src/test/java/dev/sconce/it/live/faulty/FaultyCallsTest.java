package dev.sconce.it.live.faulty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.TorchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Makes the mistakes of {@code faulty_calls.py} in Java: each is an exception with Python's text. */
@LiveTest
class FaultyCallsTest {
    /** What is refused before libtorch is asked; the second stands for Python's {@code NotImplementedError}. */
    private static final Set<Class<?>> OUR_OWN =
            Set.of(IllegalArgumentException.class, UnsupportedOperationException.class);

    @TempDir
    private static Path folder;

    private static JsonObject complaints;

    @BeforeAll
    static void askPython() throws IOException {
        Path file = folder.resolve("complaints.json");
        PythonScript.run("faulty_calls.py", file);
        complaints = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    private static Map<String, ThrowingCallable> calls() {
        return ShapeFaults.all()
                .addAll(LayerFaults.all())
                .addAll(TypeFaults.all())
                .addAll(IndexFaults.all())
                .addAll(DeviceFaults.all())
                .addAll(AutogradFaults.all())
                .addAll(LinalgFaults.all())
                .addAll(FunctionFaults.all())
                .addAll(RandomFaults.all())
                .calls();
    }

    @Test
    void areTheSameOnBothSides() {
        assertThat(calls().keySet())
                .containsExactlyInAnyOrderElementsOf(complaints.keySet())
                .hasSizeGreaterThan(200);
    }

    @TestFactory
    Stream<DynamicTest> sayWhatPythonSays() {
        return calls().entrySet().stream()
                .map(call -> DynamicTest.dynamicTest(call.getKey(), () -> check(call.getKey(), call.getValue())));
    }

    private static void check(String name, ThrowingCallable call) {
        try (var scope = new TensorScope()) {
            Throwable thrown = catchThrowable(call);

            assertThat(thrown).as(name).isNotNull();
            if (!OUR_OWN.contains(thrown.getClass())) {
                assertThat(thrown).isInstanceOf(TorchException.class);
            }
            assertThat(thrown)
                    .hasMessage(complaints.get(name).getAsJsonArray().get(1).getAsString());
        }
    }
}
