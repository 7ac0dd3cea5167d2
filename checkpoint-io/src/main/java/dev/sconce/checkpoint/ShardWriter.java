package dev.sconce.checkpoint;

import dev.sconce.checkpoint.core.WriteOptions;
import dev.sconce.checkpoint.internal.io.AtomicFile;
import dev.sconce.checkpoint.internal.json.JsonWriter;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.StateDict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a state dict to several files, then the index that names them, so that the index never names what is not there. */
final class ShardWriter {
    private ShardWriter() {}

    static void write(Path folder, StateDict state, long maxShardBytes, CheckpointFormat format, WriteOptions options)
            throws IOException {
        if (maxShardBytes <= 0) {
            throw new IllegalArgumentException("a shard must hold 1 byte or more, but got " + maxShardBytes);
        }
        boolean safetensors = format == CheckpointFormat.SAFETENSORS;
        String stem = safetensors ? "model" : "pytorch_model";
        String extension = safetensors ? ".safetensors" : ".bin";
        List<Map<String, HostTensor>> shards = split(state, maxShardBytes);
        Files.createDirectories(folder);
        var fileOfTensor = new LinkedHashMap<String, Object>();
        long totalBytes = 0;
        for (int i = 0; i < shards.size(); i++) {
            String file = String.format(Locale.ROOT, "%s-%05d-of-%05d%s", stem, i + 1, shards.size(), extension);
            Checkpoint.write(folder.resolve(file), new StateDict(shards.get(i), null).toPyDict(), format, options);
            for (Map.Entry<String, HostTensor> entry : shards.get(i).entrySet()) {
                fileOfTensor.put(entry.getKey(), file);
                totalBytes += entry.getValue().lengthBytes();
            }
        }
        var index = new LinkedHashMap<String, Object>();
        index.put("metadata", Map.of("total_size", totalBytes));
        index.put("weight_map", fileOfTensor);
        writeText(folder.resolve(stem + extension + ".index.json"), JsonWriter.write(index), options);
    }

    private static List<Map<String, HostTensor>> split(StateDict state, long maxShardBytes) {
        var shards = new ArrayList<Map<String, HostTensor>>();
        var current = new LinkedHashMap<String, HostTensor>();
        long bytes = 0;
        for (Map.Entry<String, HostTensor> entry : state.tensors().entrySet()) {
            long length = entry.getValue().lengthBytes();
            if (!current.isEmpty() && bytes + length > maxShardBytes) {
                shards.add(current);
                current = new LinkedHashMap<>();
                bytes = 0;
            }
            current.put(entry.getKey(), entry.getValue());
            bytes += length;
        }
        shards.add(current);
        return shards;
    }

    private static void writeText(Path path, String text, WriteOptions options) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try (AtomicFile file = AtomicFile.create(path, options.sync(), bytes.remaining())) {
            try (var channel = file.output()) {
                channel.write(bytes);
            }
            file.commit();
        }
    }
}
