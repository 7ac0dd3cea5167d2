package dev.sconce.checkpoint.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads any bytes as a checkpoint file; {@code checkpoint-io/fuzz} runs it. Anything but a refusal is a finding. */
public final class CheckpointFuzzer {
    private static final Path FILE = temporaryFile();

    private CheckpointFuzzer() {}

    /** Called by Jazzer with one input after the other. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        Files.write(FILE, data);
        Reading.everyMode(FILE);
    }

    static Path temporaryFile() {
        try {
            Path file = Files.createTempFile("sconce-fuzz", ".pth");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
