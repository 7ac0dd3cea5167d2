package dev.sconce.checkpoint;

import dev.sconce.checkpoint.model.PyValue;
import java.io.Closeable;
import java.util.Map;
import java.util.Set;

/**
 * What a format's reader gives.
 *
 * @param format which format
 * @param version the format's version; empty where it has none
 * @param root the tree
 * @param unknownGlobals names outside the strict mode's list
 * @param fileMetadata free texts of the file's header
 * @param resource what is to be closed at the end
 */
record OpenCheckpoint(
        CheckpointFormat format,
        String version,
        PyValue root,
        Set<String> unknownGlobals,
        Map<String, String> fileMetadata,
        Closeable resource) {
    OpenCheckpoint(
            CheckpointFormat format, String version, PyValue root, Set<String> unknownGlobals, Closeable resource) {
        this(format, version, root, unknownGlobals, Map.of(), resource);
    }
}
