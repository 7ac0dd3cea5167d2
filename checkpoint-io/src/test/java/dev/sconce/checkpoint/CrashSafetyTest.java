package dev.sconce.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a file whose writer is killed, or gets no more room. */
class CrashSafetyTest {
    private static final int KILLS = 4;
    private static final int MAX_SECONDS = 60;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"synced", "unsynced"})
    void a_killed_writer_leaves_a_whole_file(String sync) throws Exception {
        Path file = folder.resolve("model.pth");
        for (int kill = 0; kill < KILLS; kill++) {
            Process writer = start(List.of(), file, sync);
            try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
                assertThat(lines.readLine()).isEqualTo("written");
                TimeUnit.MILLISECONDS.sleep(37L * kill + 11);
            } finally {
                writer.destroyForcibly().waitFor();
            }
            assertThat(KilledWriter.roundOf(file)).isPositive();
        }
    }

    /** A limit on the size of files stands for a full disk: either makes the system refuse to write on. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_writer_without_room_says_so_and_leaves_the_old_file_alone() throws Exception {
        Path file = folder.resolve("model.pth");
        byte[] old = {1, 2, 3};
        for (String sync : new String[] {"synced", "unsynced"}) {
            Files.write(file, old);
            Process writer = start(List.of("sh", "-c", "ulimit -f 20000 && exec \"$@\"", "sh"), file, sync);
            try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
                assertThat(lines.readLine()).isNotNull().isNotEqualTo("written");
            }
            assertThat(writer.waitFor(MAX_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readAllBytes(file)).isEqualTo(old);
            assertThat(folder.toFile().list()).containsExactly("model.pth");
        }
    }

    private static Process start(List<String> prefix, Path file, String sync) throws IOException {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-classpath",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                file.toString(),
                sync));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
