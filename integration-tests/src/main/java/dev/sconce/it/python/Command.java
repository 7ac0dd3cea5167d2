package dev.sconce.it.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, or to a time limit, and keeps what it wrote. */
final class Command {

    /**
     * What came of it.
     *
     * @param exitCode 0 by convention when all went well
     */
    record Result(int exitCode, String output, String errors) {}

    private Command() {}

    /**
     * Runs {@code command} in {@code directory}.
     *
     * @throws IOException if the program cannot be started
     * @throws CommandTimeoutException if it has not ended within {@code limit}; it is then stopped
     */
    static Result run(List<String> command, Path directory, Duration limit) throws IOException {
        // Files rather than pipes: nobody has to empty a file while the program runs.
        Path output = Files.createTempFile("sconce-python", ".out");
        Path errors = Files.createTempFile("sconce-python", ".err");
        try {
            Process process = PythonProcesses.builder(command, directory)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            boolean ended = await(process, limit);
            String written = Files.readString(output, StandardCharsets.UTF_8);
            String complaints = Files.readString(errors, StandardCharsets.UTF_8);
            if (!ended) {
                throw new CommandTimeoutException(command, limit, written + complaints);
            }
            return new Result(process.exitValue(), written, complaints);
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        }
    }

    /** As {@link #run}, for callers to whom a program that cannot be started is a bug. */
    static Result runOrThrow(List<String> command, Path directory, Duration limit) {
        try {
            return run(command, directory, limit);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + String.join(" ", command), e);
        }
    }

    private static boolean await(Process process, Duration limit) {
        boolean ended = false;
        try {
            ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
        return ended;
    }
}
