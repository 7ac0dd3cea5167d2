package dev.sconce.it.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program in a JVM of its own, from the start to the end of it. */
final class FreshJvm {
    private FreshJvm() {}

    /** Runs the program once a round; its output is dropped, its complaints are shown. */
    static Benchmark.Round running(String option, String program, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-classpath",
                System.getProperty("java.class.path"),
                program));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return () -> {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            int status = waitFor(process);
            if (status != 0) {
                throw new IOException(program + " ended with status " + status);
            }
        };
    }

    private static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another JVM ran");
        }
    }
}
