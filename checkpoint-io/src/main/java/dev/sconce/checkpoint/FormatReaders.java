package dev.sconce.checkpoint;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadOptions;
import dev.sconce.checkpoint.internal.io.MappedFile;
import dev.sconce.checkpoint.internal.torch.TorchZipReader;
import dev.sconce.checkpoint.internal.zip.RecordReader;
import java.io.IOException;
import java.nio.file.Path;

/** Tells the format of a file by its first bytes and hands it to the format's reader. */
final class FormatReaders {
    private FormatReaders() {}

    static OpenCheckpoint open(Path path, ReadOptions options) throws IOException {
        MappedFile file = MappedFile.open(path);
        boolean opened = false;
        try {
            OpenCheckpoint checkpoint = read(file, options);
            opened = true;
            return checkpoint;
        } catch (CheckpointFormatException e) {
            throw e.inFile(path);
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    private static OpenCheckpoint read(MappedFile file, ReadOptions options) throws IOException {
        return switch (FileKind.of(file)) {
            case ZIP -> readZip(file, options);
            case UNKNOWN -> throw CheckpointFormatException.corrupt("this is no checkpoint of a known format");
        };
    }

    private static OpenCheckpoint readZip(MappedFile file, ReadOptions options) throws IOException {
        var records = RecordReader.open(file.part(0, file.lengthBytes()), options);
        var reader = new TorchZipReader(records, options);
        var content = reader.read();
        return new OpenCheckpoint(
                CheckpointFormat.TORCH_ZIP,
                Integer.toString(reader.version()),
                content.root(),
                content.unknownGlobals(),
                file);
    }
}
