package dev.sconce.checkpoint.internal.dcp;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.Progress;
import dev.sconce.checkpoint.core.ReadOptions;
import dev.sconce.checkpoint.internal.io.MappedFile;
import dev.sconce.checkpoint.internal.pickle.PickleMachine;
import dev.sconce.checkpoint.internal.torch.TorchObjectBuilder;
import dev.sconce.checkpoint.internal.torch.TorchZipReader;
import dev.sconce.checkpoint.internal.zip.RecordReader;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyInt;
import dev.sconce.checkpoint.model.PyList;
import dev.sconce.checkpoint.model.PyNone;
import dev.sconce.checkpoint.model.PySize;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyValue;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a folder that {@code torch.distributed.checkpoint.save} wrote: {@code .metadata} describes it, and each part of a
 * tensor is a small {@code torch.save} zip somewhere inside a file {@code __0_0.distcp}. What comes out is the nested value that
 * was saved, with whole tensors, as {@code dcp_to_torch_save} makes it.
 */
public final class DistributedReader implements Closeable {
    /** The name of the description. */
    public static final String METADATA = ".metadata";

    private final Path folder;
    private final ReadOptions options;
    private final Progress progress;
    private final Map<String, MappedFile> files = new LinkedHashMap<>();
    /** How many items there are in all: items of a list may come in any order, but no list is longer. */
    private int itemCount;

    private long doneBytes;
    private long totalBytes;

    /** A reader of this folder; reads nothing yet. */
    public DistributedReader(Path folder, ReadOptions options) {
        this.folder = folder;
        this.options = options.withProgress(Progress.NONE);
        this.progress = options.progress();
    }

    /**
     * Reads the description and every part's pickle.
     *
     * @throws CheckpointFormatException if anything is damaged, or names what the mode does not accept
     * @throws IOException if a file cannot be read
     */
    public PyValue read() throws IOException {
        Description description = description();
        itemCount = description.items().size();
        for (Description.Item item : description.items().values()) {
            for (Description.Part part : item.parts()) {
                totalBytes += part.lengthBytes();
            }
        }
        PyValue root = PyDict.dict();
        for (Map.Entry<String, Description.Item> entry : description.items().entrySet()) {
            PyValue value = value(entry.getKey(), entry.getValue());
            List<PyValue> path = description.paths().getOrDefault(entry.getKey(), List.of(new PyStr(entry.getKey())));
            put(root, path, value);
        }
        return root;
    }

    private Description description() throws IOException {
        MappedFile file = file(METADATA);
        var builder = new TorchObjectBuilder(
                options,
                id -> {
                    throw CheckpointFormatException.corrupt("the description refers to something outside of it");
                },
                Description::isMetadataName);
        try {
            if (file.lengthBytes() > options.limits().maxPickleBytes()) {
                throw CheckpointFormatException.limit(
                        "the length in bytes",
                        file.lengthBytes(),
                        options.limits().maxPickleBytes(),
                        "maxPickleBytes");
            }
            var pickle = file.bytes(0, (int) file.lengthBytes());
            PyValue root = PickleMachine.read(pickle, builder, options.limits()).value();
            builder.finish();
            return Description.of(root);
        } catch (CheckpointFormatException e) {
            throw builder.preferRefusal(e).inFile(file.path());
        }
    }

    private MappedFile file(String name) throws IOException {
        MappedFile file = files.get(name);
        if (file == null) {
            file = MappedFile.open(folder.resolve(name));
            files.put(name, file);
        }
        return file;
    }

    private PyValue value(String name, Description.Item item) throws IOException {
        var pieces = new ArrayList<Piece>();
        PyValue single = null;
        for (Description.Part part : item.parts()) {
            single = load(part);
            doneBytes += part.lengthBytes();
            progress.update(doneBytes, totalBytes);
            if (single instanceof HostTensor tensor) {
                pieces.add(new Piece(part.offsets(), tensor));
            }
        }
        if (single == null) {
            throw CheckpointFormatException.corrupt(
                            "nothing is stored of '" + CheckpointFormatException.quote(name) + "'")
                    .inFile(folder.resolve(METADATA));
        }
        PySize shape = item.shape();
        boolean whole = single instanceof HostTensor tensor
                && pieces.size() == 1
                && shape != null
                && PySize.of(tensor.shape()).equals(shape);
        if (shape == null || whole) {
            return single;
        }
        return joined(name, shape.toArray(), pieces);
    }

    /** A part of a tensor and where it begins in each dimension. */
    private record Piece(PySize offsets, HostTensor tensor) {}

    private HostTensor joined(String name, long[] shape, List<Piece> pieces) throws CheckpointFormatException {
        try {
            if (pieces.isEmpty()) {
                throw CheckpointFormatException.corrupt("a part of a tensor is no tensor");
            }
            HostTensor first = pieces.get(0).tensor();
            var placed = new ArrayList<PlacedPart>();
            for (Piece piece : pieces) {
                if (piece.tensor().dtype() != first.dtype() || piece.tensor().isMeta()) {
                    throw CheckpointFormatException.corrupt("the parts of a tensor are of different types")
                            .expected(first, piece.tensor());
                }
                placed.add(new PlacedPart(shape, piece.offsets(), piece.tensor()));
            }
            var bytes = new JoinedBytes(shape, first.dtype().sizeBytes(), placed);
            return HostTensor.of(first.dtype(), shape, HostStorage.of(bytes));
        } catch (CheckpointFormatException e) {
            throw e.inFile(folder).inEntry(name);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw CheckpointFormatException.corrupt("the shape of a tensor is wrong: " + e.getMessage())
                    .inFile(folder)
                    .inEntry(name)
                    .causedBy(e);
        }
    }

    private PyValue load(Description.Part part) throws IOException {
        MappedFile file = file(part.file());
        try {
            var records = RecordReader.open(file.part(part.start(), part.lengthBytes()), options);
            return new TorchZipReader(records, options).read().root();
        } catch (CheckpointFormatException e) {
            throw e.inFile(file.path());
        }
    }

    /** Puts a value where its path says, making dicts for names and lists for numbers on the way. */
    private void put(PyValue root, List<PyValue> path, PyValue value) throws CheckpointFormatException {
        PyValue at = root;
        for (int i = 0; i < path.size(); i++) {
            boolean last = i == path.size() - 1;
            PyValue next = last ? value : path.get(i + 1) instanceof PyInt ? new PyList() : PyDict.dict();
            at = step(at, path.get(i), next, last);
        }
    }

    private PyValue step(PyValue container, PyValue key, PyValue fresh, boolean replace)
            throws CheckpointFormatException {
        if (container instanceof PyDict dict && !(key instanceof PyInt)) {
            PyValue known = dict.get(key).orElse(null);
            if (known == null || replace) {
                dict.put(key, fresh);
                return fresh;
            }
            return known;
        }
        if (container instanceof PyList list && key instanceof PyInt number && number.fitsLong()) {
            int index = (int) Math.min(number.longValue(), Integer.MAX_VALUE);
            if (index < 0 || index >= itemCount) {
                throw CheckpointFormatException.corrupt("a list has no such index")
                        .expected("0 to " + (itemCount - 1), key);
            }
            while (list.size() <= index) {
                list.add(PyNone.NONE);
            }
            if (replace || list.get(index) == PyNone.NONE) {
                list.set(index, fresh);
            }
            return list.get(index);
        }
        throw CheckpointFormatException.corrupt("two paths of the description contradict each other")
                .expected("a dict for names, a list for numbers", key)
                .inFile(folder.resolve(METADATA));
    }

    @Override
    public void close() throws IOException {
        for (MappedFile file : files.values()) {
            file.close();
        }
    }
}
