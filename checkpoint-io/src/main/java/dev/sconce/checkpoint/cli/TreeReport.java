package dev.sconce.checkpoint.cli;

import dev.sconce.checkpoint.Checkpoint;
import java.io.IOException;

/** Placeholder. */
final class TreeReport {
    private TreeReport() {}

    static String of(Checkpoint checkpoint) throws IOException {
        return checkpoint.root().toString();
    }
}
