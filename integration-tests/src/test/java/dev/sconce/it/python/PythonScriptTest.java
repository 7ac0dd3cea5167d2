package dev.sconce.it.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LiveTest
class PythonScriptTest {

    @Test
    void theInterpreterHasThePinnedTorch() {
        List<String> ask =
                List.of(PythonEnvironment.interpreter().toString(), "-c", "import torch; print(torch.__version__)");

        assertThat(Command.runOrThrow(ask, Path.of("."), Duration.ofMinutes(1)).output())
                .startsWith("2.13.0");
    }

    @Test
    void describesACheckpoint(@TempDir Path folder) throws Exception {
        Path digits = ProjectFiles.module().resolve("src/main/resources/dev/sconce/it/example/digits.pth");

        PythonScript.run("describe.py", digits, folder.resolve("digits.json"));

        assertThat(folder.resolve("digits.json")).content().contains("features.0.weight");
    }

    @Test
    void aFailureShowsWhatPythonComplainedOf(@TempDir Path folder) throws Exception {
        Path noCheckpoint = Files.writeString(folder.resolve("no.pth"), "not a checkpoint");

        assertThatThrownBy(() -> PythonScript.run("describe.py", noCheckpoint, folder.resolve("out.json")))
                .isInstanceOf(PythonScriptException.class)
                .hasMessageContaining("ended with 1")
                .hasMessageContaining("UnpicklingError");
    }

    @Test
    void aProgramThatDoesNotEndIsStopped() {
        List<String> sleep = List.of(PythonEnvironment.interpreter().toString(), "-c", "import time; time.sleep(60)");

        assertThatThrownBy(() -> Command.run(sleep, Path.of("."), Duration.ofMillis(300)))
                .isInstanceOf(CommandTimeoutException.class)
                .hasMessageContaining("did not end within");
    }
}
