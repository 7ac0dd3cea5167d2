package dev.sconce.checkpoint.internal.shards;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.internal.json.JsonFields;
import dev.sconce.checkpoint.internal.json.JsonReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which tensor is in which file: {@code pytorch_model.bin.index.json} or {@code model.safetensors.index.json}.
 *
 * @param folder where the files are
 * @param fileOfTensor the file's name by the tensor's, in the index's order
 */
public record ShardIndex(Path folder, Map<String, String> fileOfTensor) {
    private static final String SUFFIX = ".index.json";

    /** The one index in a folder, where there is one. */
    public static Optional<Path> find(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            List<Path> found = files.filter(ShardIndex::isIndex).sorted().toList();
            return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
        }
    }

    /** Whether a file's name is that of an index. */
    public static boolean isIndex(Path file) {
        return String.valueOf(file.getFileName()).endsWith(SUFFIX);
    }

    /**
     * Reads an index.
     *
     * @throws CheckpointFormatException if it is damaged, or names files outside its folder
     * @throws IOException if it cannot be read
     */
    public static ShardIndex read(Path index, ReadLimits limits) throws IOException {
        if (Files.size(index) > limits.maxMetadataBytes()) {
            throw CheckpointFormatException.limit(
                            "the length of the index", Files.size(index), limits.maxMetadataBytes(), "maxMetadataBytes")
                    .inFile(index);
        }
        try {
            var json = JsonReader.read(ByteBuffer.wrap(Files.readAllBytes(index)), limits);
            JsonFields weights = JsonFields.of("the index", json).object("weight_map");
            var files = new LinkedHashMap<String, String>();
            for (Object tensor : weights.all().keySet()) {
                files.put((String) tensor, requirePlainName(weights.text((String) tensor)));
            }
            return new ShardIndex(
                    java.util.Objects.requireNonNull(index.toAbsolutePath().getParent()),
                    Collections.unmodifiableMap(files));
        } catch (CheckpointFormatException e) {
            throw e.inFile(index);
        }
    }

    private static String requirePlainName(String file) throws CheckpointFormatException {
        boolean plain = !file.isEmpty()
                && file.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ')
                && !file.equals(".")
                && !file.equals("..");
        if (!plain) {
            throw CheckpointFormatException.corrupt("the index names a file outside its folder")
                    .expected("a file's name", "'" + file + "'");
        }
        return file;
    }
}
