package dev.sconce.checkpoint;

import dev.sconce.checkpoint.core.WriteOptions;
import dev.sconce.checkpoint.internal.io.AtomicFile;
import dev.sconce.checkpoint.internal.torch.TorchZipWriter;
import dev.sconce.checkpoint.internal.zip.RecordWriter;
import dev.sconce.checkpoint.model.PyValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes files of each format, each put into place whole. */
final class FormatWriters {
    private static final String DEFAULT_ROOT = "archive";

    private FormatWriters() {}

    static void write(Path path, PyValue value, WriteOptions options) throws IOException {
        var writer = new TorchZipWriter(value);
        String root = options.rootName().orElseGet(() -> rootNameOf(path));
        try (AtomicFile file = AtomicFile.create(path, options.sync())) {
            try (var records = RecordWriter.to(file.channel(), root, options.progress(), writer.lengthBytes())) {
                writer.writeTo(records);
            }
            file.commit();
        }
    }

    static void write(OutputStream stream, PyValue value, WriteOptions options) throws IOException {
        var writer = new TorchZipWriter(value);
        String root = options.rootName().orElse(DEFAULT_ROOT);
        try (var records = RecordWriter.to(stream, root, options.progress(), writer.lengthBytes())) {
            writer.writeTo(records);
        }
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
