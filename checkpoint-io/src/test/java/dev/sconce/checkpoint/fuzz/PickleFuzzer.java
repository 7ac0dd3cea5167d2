package dev.sconce.checkpoint.fuzz;

import dev.sconce.checkpoint.HandmadePickle;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads any bytes as the pickle of a zip that has storages for it, which a mutation of the whole zip rarely leaves intact.
 */
public final class PickleFuzzer {
    private static final Path FILE = CheckpointFuzzer.temporaryFile();

    private PickleFuzzer() {}

    /** Called by Jazzer with one input after the other. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        Reading.everyMode(HandmadePickle.writeZip(FILE, data));
    }
}
