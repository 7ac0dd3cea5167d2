package dev.sconce.checkpoint;

import dev.sconce.checkpoint.core.WriteOptions;
import dev.sconce.checkpoint.internal.io.AtomicFile;
import dev.sconce.checkpoint.internal.io.BufferedSeekableChannel;
import dev.sconce.checkpoint.internal.safetensors.SafetensorsWriter;
import dev.sconce.checkpoint.internal.torch.LegacyStreamWriter;
import dev.sconce.checkpoint.internal.torch.TorchZipWriter;
import dev.sconce.checkpoint.internal.zip.RecordWriter;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes files of each format, each put into place whole. */
final class FormatWriters {
    private static final String DEFAULT_ROOT = "archive";

    private FormatWriters() {}

    static void write(Path path, PyValue value, CheckpointFormat format, WriteOptions options) throws IOException {
        if (format != CheckpointFormat.SAFETENSORS) {
            checkNoFileMetadata(format, options);
        }
        switch (format) {
            case TORCH_ZIP -> writeZip(path, new TorchZipWriter(value), options);
            case TORCH_LEGACY -> {
                var writer = new LegacyStreamWriter(value);
                inPlace(path, options, writer.lengthBytes(), channel -> writer.writeTo(channel, options.progress()));
            }
            case SAFETENSORS -> {
                var writer = new SafetensorsWriter(tensors(value), options.fileMetadata());
                inPlace(path, options, writer.lengthBytes(), channel -> writer.writeTo(channel, options.progress()));
            }
            default ->
                throw new IllegalArgumentException("files of the format '" + format.title()
                        + "' are not written; allowed are TORCH_ZIP, TORCH_LEGACY and SAFETENSORS");
        }
    }

    private static void writeZip(Path path, TorchZipWriter writer, WriteOptions options) throws IOException {
        String root = options.rootName().orElseGet(() -> rootNameOf(path));
        inPlace(path, options, writer.lengthBytes(), channel -> {
            try (var records = options.computeCrc32()
                    ? RecordWriter.to(channel, root, options.progress(), writer.lengthBytes())
                    : RecordWriter.withoutCrc(channel, root, options.progress(), writer.lengthBytes())) {
                writer.writeTo(records);
            }
        });
    }

    @FunctionalInterface
    private interface Writing {
        void to(BufferedSeekableChannel channel) throws IOException;
    }

    private static void inPlace(Path path, WriteOptions options, long lengthBytes, Writing writing) throws IOException {
        try (AtomicFile file = AtomicFile.create(path, options.sync(), lengthBytes)) {
            try (var channel = file.output()) {
                writing.to(channel);
            }
            file.commit();
        }
    }

    private static void checkNoFileMetadata(CheckpointFormat format, WriteOptions options) {
        if (!options.fileMetadata().isEmpty()) {
            throw new IllegalArgumentException("files of the format '" + format.title()
                    + "' have no place for metadata of the file, but got "
                    + options.fileMetadata().keySet()
                    + "; allowed with SAFETENSORS");
        }
    }

    static void write(OutputStream stream, PyValue value, WriteOptions options) throws IOException {
        checkNoFileMetadata(CheckpointFormat.TORCH_ZIP, options);
        var writer = new TorchZipWriter(value);
        String root = options.rootName().orElse(DEFAULT_ROOT);
        try (var records = options.computeCrc32()
                ? RecordWriter.to(stream, root, options.progress(), writer.lengthBytes())
                : RecordWriter.withoutCrc(
                        Channels.newChannel(stream), root, options.progress(), writer.lengthBytes())) {
            writer.writeTo(records);
        }
    }

    /** The tensors of a dict that holds nothing else. */
    private static Map<String, HostTensor> tensors(PyValue value) {
        if (!(value instanceof PyDict dict)) {
            throw new IllegalArgumentException("safetensors holds a dict of tensors, but this is " + value);
        }
        var tensors = new LinkedHashMap<String, HostTensor>();
        for (PyDict.Entry entry : dict.entries()) {
            if (!(entry.key() instanceof PyStr name) || !(entry.value() instanceof HostTensor tensor)) {
                throw new IllegalArgumentException(
                        "safetensors holds tensors by name, but got " + entry.key() + ": " + entry.value());
            }
            tensors.put(name.value(), tensor);
        }
        return tensors;
    }

    /** The file's name without its last extension, if that is ASCII: PyTorchStreamWriter's choice. */
    private static String rootNameOf(Path path) {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(stem);
        return stem.isEmpty() || !ascii ? DEFAULT_ROOT : stem;
    }
}
