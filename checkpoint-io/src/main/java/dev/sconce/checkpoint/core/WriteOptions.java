package dev.sconce.checkpoint.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How to write a checkpoint. Immutable: each method gives changed options.
 *
 * @param sync whether the bytes are forced to the disk before the file takes its place; on by default, so that a power
 *     cut leaves either the old file or the new one
 * @param rootName the directory inside the zip that all records stand under; by default, as in PyTorch, the file's name
 *     without its last extension, or {@code archive}
 * @param computeCrc32 whether a zip's records get their CRC-32, as {@code torch.serialization.set_crc32_options} says it; on
 *     by default. Without it they get 0, with which PyTorch is content, and ordinary zip tools are not
 * @param fileMetadata free texts for the header of a safetensors file, beside or instead of {@code format: pt}; other
 *     formats have no place for them
 * @param progress told of the bytes as they are written
 */
public record WriteOptions(
        boolean sync,
        Optional<String> rootName,
        boolean computeCrc32,
        Map<String, String> fileMetadata,
        Progress progress) {
    /** Synced, with PyTorch's choice of root name and with CRCs, telling nobody. */
    public static final WriteOptions DEFAULT = new WriteOptions(true, Optional.empty(), true, Map.of(), Progress.NONE);

    /** Copies the texts. */
    public WriteOptions {
        fileMetadata = Collections.unmodifiableMap(new LinkedHashMap<>(fileMetadata));
    }

    /** These options with the disk's sync on or off. */
    public WriteOptions withSync(boolean on) {
        return new WriteOptions(on, rootName, computeCrc32, fileMetadata, progress);
    }

    /** These options with another root directory inside the zip. */
    public WriteOptions withRootName(String name) {
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("root name must not be empty nor hold '/', but got '" + name + "'");
        }
        return new WriteOptions(sync, Optional.of(name), computeCrc32, fileMetadata, progress);
    }

    /** These options with the records' CRC-32 computed or left 0. */
    public WriteOptions withComputeCrc32(boolean on) {
        return new WriteOptions(sync, rootName, on, fileMetadata, progress);
    }

    /**
     * These options with texts for the header of a safetensors file, such as those that {@code Checkpoint.fileMetadata()}
     * gave of another.
     */
    public WriteOptions withFileMetadata(Map<String, String> texts) {
        return new WriteOptions(sync, rootName, computeCrc32, texts, progress);
    }

    /** These options with a listener. */
    public WriteOptions withProgress(Progress listener) {
        return new WriteOptions(sync, rootName, computeCrc32, fileMetadata, listener);
    }
}
