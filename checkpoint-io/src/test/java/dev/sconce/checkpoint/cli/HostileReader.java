package dev.sconce.checkpoint.cli;

import dev.sconce.checkpoint.Checkpoint;
import dev.sconce.checkpoint.Golden;
import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads hostile files in every mode; prints a line for each: name, seconds, what came of it. */
final class HostileReader {
    private HostileReader() {}

    /** Those of the corpus, and those in a folder. */
    static List<Path> hostile(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        for (Golden.Item item : Golden.items()) {
            if (item.outcome().equals("error") || item.is("malicious") || item.is("may_load")) {
                files.add(item.file());
            }
        }
        try (Stream<Path> more = Files.list(folder)) {
            more.sorted().forEach(files::add);
        }
        return files;
    }

    /**
     * Run by {@link HostileFilesTest} in a JVM with little memory.
     *
     * @param args a folder with more files
     */
    public static void main(String... args) throws IOException {
        for (Path file : hostile(Path.of(args[0]))) {
            long start = System.nanoTime();
            String outcome = read(file, ReadOptions.DEFAULT);
            String inspected = read(file, ReadOptions.DEFAULT.inspecting().withVerifyCrc(true));
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%s %.3f %s%n",
                    file.getFileName(),
                    seconds,
                    inspected.equals("read") ? "read" : outcome);
        }
    }

    /** Any other error ends the program, and the test. */
    private static String read(Path file, ReadOptions options) throws IOException {
        try (var checkpoint = Checkpoint.open(file, options)) {
            if (checkpoint.root().toString().isEmpty()) {
                throw new AssertionError(file);
            }
            JsonDocument.of(checkpoint, true);
            return "read";
        } catch (CheckpointFormatException e) {
            return "refused";
        }
    }
}
