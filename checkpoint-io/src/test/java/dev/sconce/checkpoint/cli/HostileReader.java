package dev.sconce.checkpoint.cli;

import dev.sconce.checkpoint.Checkpoint;
import dev.sconce.checkpoint.Golden;
import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadOptions;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads the hostile files of the corpus in every mode; prints a line for each: name, seconds, what came of it. */
final class HostileReader {
    private HostileReader() {}

    static Stream<Golden.Item> hostile() throws IOException {
        return Golden.items().stream()
                .filter(item -> item.outcome().equals("error") || item.is("malicious") || item.is("may_load"));
    }

    /** Run by {@link HostileFilesTest} in a JVM with little memory. */
    public static void main(String... args) throws IOException {
        for (Golden.Item item : hostile().toList()) {
            long start = System.nanoTime();
            String outcome = read(item, ReadOptions.DEFAULT);
            String inspected = read(item, ReadOptions.DEFAULT.inspecting().withVerifyCrc(true));
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT, "%s %.3f %s%n", item.name(), seconds, inspected.equals("read") ? "read" : outcome);
        }
    }

    /** Any other error ends the program, and the test. */
    private static String read(Golden.Item item, ReadOptions options) throws IOException {
        try (var checkpoint = Checkpoint.open(item.file(), options)) {
            if (checkpoint.root().toString().isEmpty()) {
                throw new AssertionError(item.name());
            }
            JsonDocument.of(checkpoint, true);
            return "read";
        } catch (CheckpointFormatException e) {
            return "refused";
        }
    }
}
