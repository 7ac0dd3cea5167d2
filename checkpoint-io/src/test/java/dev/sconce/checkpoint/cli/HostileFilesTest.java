package dev.sconce.checkpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file asks for, reading it ends within 5 seconds and 64 MiB of heap. */
class HostileFilesTest {
    private static final double MAX_SECONDS = 5;
    private static final long MAX_SECONDS_IN_ALL = 300;

    @TempDir
    Path folder;

    @Test
    void every_file_is_read_or_refused_in_bounded_time_and_memory() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        AmplifyingFiles.write(files);
        List<String> wanted = HostileReader.hostile(files).stream()
                .map(file -> file.getFileName().toString())
                .toList();
        List<String> outcomes = readInSmallJvm(files);
        assertThat(outcomes).hasSameSizeAs(wanted);
        for (int i = 0; i < outcomes.size(); i++) {
            String[] fields = outcomes.get(i).split(" ", 3);
            assertThat(fields[0]).isEqualTo(wanted.get(i));
            assertThat(Double.parseDouble(fields[1])).as(fields[0]).isLessThan(MAX_SECONDS);
            assertThat(fields[2]).as(fields[0]).isIn("read", "refused");
        }
    }

    private List<String> readInSmallJvm(Path files) throws IOException, InterruptedException {
        Path output = folder.resolve("outcomes");
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        HostileReader.class.getName(),
                        files.toString())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        boolean ended = process.waitFor(MAX_SECONDS_IN_ALL, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("ends in time; the last: %s", lastLine(output)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return Files.readAllLines(output);
    }

    private static String lastLine(Path output) throws IOException {
        List<String> lines = Files.readAllLines(output);
        return lines.isEmpty() ? "none" : lines.get(lines.size() - 1);
    }
}
