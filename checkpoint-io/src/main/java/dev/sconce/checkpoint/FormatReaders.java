package dev.sconce.checkpoint;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadOptions;
import dev.sconce.checkpoint.internal.dcp.DistributedReader;
import dev.sconce.checkpoint.internal.io.MappedFile;
import dev.sconce.checkpoint.internal.legacy.LegacyStreamReader;
import dev.sconce.checkpoint.internal.legacy.TarReader;
import dev.sconce.checkpoint.internal.safetensors.SafetensorsReader;
import dev.sconce.checkpoint.internal.script.ExportReader;
import dev.sconce.checkpoint.internal.script.TorchScriptReader;
import dev.sconce.checkpoint.internal.shards.ShardIndex;
import dev.sconce.checkpoint.internal.torch.TorchZipReader;
import dev.sconce.checkpoint.internal.zip.RecordReader;
import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyValue;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells the format of a file by its first bytes, or of a folder by what is in it, and hands it to the format's reader. */
final class FormatReaders {
    private FormatReaders() {}

    static OpenCheckpoint open(Path path, ReadOptions options) throws IOException {
        if (Files.isDirectory(path)) {
            return openFolder(path, options);
        } else if (ShardIndex.isIndex(path)) {
            return readShards(path, options);
        }
        return openFile(path, options);
    }

    private static OpenCheckpoint openFolder(Path folder, ReadOptions options) throws IOException {
        if (Files.exists(folder.resolve(DistributedReader.METADATA))) {
            var reader = new DistributedReader(folder, options);
            return closingOnFailure(
                    reader,
                    () -> new OpenCheckpoint(CheckpointFormat.DISTRIBUTED, "", reader.read(), Set.of(), reader));
        }
        Optional<Path> index = ShardIndex.find(folder);
        if (index.isEmpty()) {
            throw CheckpointFormatException.unsupported("a folder that is no checkpoint")
                    .expected("a file .metadata or one *.index.json in it", "neither")
                    .inFile(folder);
        }
        return readShards(index.get(), options);
    }

    @FunctionalInterface
    private interface Reading {
        OpenCheckpoint read() throws IOException;
    }

    private static OpenCheckpoint closingOnFailure(Closeable resource, Reading reading) throws IOException {
        boolean opened = false;
        try {
            OpenCheckpoint checkpoint = reading.read();
            opened = true;
            return checkpoint;
        } finally {
            if (!opened) {
                resource.close();
            }
        }
    }

    private static OpenCheckpoint openFile(Path path, ReadOptions options) throws IOException {
        MappedFile file = MappedFile.open(path);
        return closingOnFailure(file, () -> {
            try {
                return read(file, options);
            } catch (CheckpointFormatException e) {
                throw e.inFile(path);
            }
        });
    }

    private static OpenCheckpoint read(MappedFile file, ReadOptions options) throws IOException {
        ByteSource bytes = file.part(0, file.lengthBytes());
        return switch (kindOf(file)) {
            case ZIP -> readZip(bytes, file, options);
            case LEGACY -> fromStream(CheckpointFormat.TORCH_LEGACY, LegacyStreamReader.read(bytes, options), file);
            case TAR -> fromStream(CheckpointFormat.TORCH_TAR, TarReader.read(bytes, options), file);
            case SAFETENSORS -> readSafetensors(bytes, file, options);
            case LFS_POINTER ->
                throw CheckpointFormatException.unsupported(
                        "this is a Git LFS pointer, not the file itself; run 'git lfs pull'");
            case WEB_PAGE ->
                throw CheckpointFormatException.unsupported(
                        "this is a web page, not a checkpoint; the download went wrong");
            case PREVIEW -> throw CheckpointFormatException.unsupported("the format of a preview of PyTorch 1.0");
            case EMPTY -> throw CheckpointFormatException.corrupt("the file is empty");
            case UNKNOWN -> throw CheckpointFormatException.corrupt("this is no checkpoint of a known format");
        };
    }

    /** Nothing tells a damaged safetensors file from any other bytes but its name. */
    private static FileKind kindOf(MappedFile file) throws IOException {
        FileKind kind = FileKind.of(file);
        boolean named = String.valueOf(file.path().getFileName()).endsWith(".safetensors");
        return kind == FileKind.UNKNOWN && named ? FileKind.SAFETENSORS : kind;
    }

    private static OpenCheckpoint readZip(ByteSource bytes, MappedFile file, ReadOptions options) throws IOException {
        var records = RecordReader.open(bytes, options);
        if (records.text("archive_format").filter("pt2"::equals).isPresent()) {
            return plain(
                    CheckpointFormat.EXPORT_PT2,
                    records.text("archive_version").orElse(""),
                    ExportReader.read(records, options.limits()),
                    file);
        }
        if (records.contains(".data/extern_modules")) {
            throw CheckpointFormatException.unsupported("an archive of torch.package, which is code");
        }
        var reader = new TorchZipReader(records, options);
        String version = Integer.toString(reader.version());
        if (records.contains("constants.pkl")) {
            return plain(CheckpointFormat.TORCHSCRIPT, version, TorchScriptReader.read(reader, options.limits()), file);
        }
        var content = reader.read();
        return new OpenCheckpoint(CheckpointFormat.TORCH_ZIP, version, content.root(), content.unknownGlobals(), file);
    }

    private static OpenCheckpoint fromStream(
            CheckpointFormat format, LegacyStreamReader.Content content, Closeable file) {
        return new OpenCheckpoint(format, "", content.root(), content.unknownGlobals(), file);
    }

    private static OpenCheckpoint readSafetensors(ByteSource bytes, Closeable file, ReadOptions options)
            throws IOException {
        SafetensorsReader.Content content = SafetensorsReader.read(bytes, options);
        return new OpenCheckpoint(
                CheckpointFormat.SAFETENSORS, "", dict(content.tensors()), Set.of(), content.metadata(), file);
    }

    private static OpenCheckpoint plain(CheckpointFormat format, String version, PyValue root, Closeable resource) {
        return new OpenCheckpoint(format, version, root, Set.of(), resource);
    }

    private static PyDict dict(Map<String, HostTensor> tensors) {
        var dict = PyDict.dict();
        tensors.forEach((name, tensor) -> dict.put(new PyStr(name), tensor));
        return dict;
    }

    private static OpenCheckpoint readShards(Path indexFile, ReadOptions options) throws IOException {
        ShardIndex index = ShardIndex.read(indexFile, options.limits());
        var shards = new LinkedHashMap<String, OpenCheckpoint>();
        var unknown = new LinkedHashSet<String>();
        Closeable all = () -> {
            for (OpenCheckpoint shard : shards.values()) {
                shard.resource().close();
            }
        };
        return closingOnFailure(all, () -> {
            var root = PyDict.dict();
            for (Map.Entry<String, String> entry : index.fileOfTensor().entrySet()) {
                OpenCheckpoint shard = shards.get(entry.getValue());
                if (shard == null) {
                    shard = openFile(index.folder().resolve(entry.getValue()), options);
                    shards.put(entry.getValue(), shard);
                    unknown.addAll(shard.unknownGlobals());
                }
                PyValue value = shard.root() instanceof PyDict dict
                        ? dict.get(entry.getKey()).orElse(null)
                        : null;
                if (value == null) {
                    throw CheckpointFormatException.corrupt("a shard lacks what the index says is in it")
                            .expected("'" + entry.getKey() + "'", entry.getValue())
                            .inFile(indexFile);
                }
                root.put(new PyStr(entry.getKey()), value);
            }
            return new OpenCheckpoint(CheckpointFormat.SHARDED, "", root, unknown, all);
        });
    }
}
