package dev.sconce.checkpoint.internal.legacy;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.core.ReadOptions;
import dev.sconce.checkpoint.internal.io.SubSource;
import dev.sconce.checkpoint.internal.torch.Arguments;
import dev.sconce.checkpoint.internal.torch.KnownGlobals;
import dev.sconce.checkpoint.internal.torch.TorchObjectBuilder;
import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyGlobal;
import dev.sconce.checkpoint.model.PyInt;
import dev.sconce.checkpoint.model.PyList;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what PyTorch up to 0.1.10 wrote: a tar of {@code storages}, {@code tensors} and a {@code pickle} that names the
 * tensors by number ({@code legacy_load} in torch/serialization.py).
 */
public final class TarReader {
    private final ReadLimits limits;
    private final TorchObjectBuilder builder;
    private final Map<Long, Stored> storages = new HashMap<>();
    private final Map<Long, HostTensor> tensors = new HashMap<>();

    private TarReader(ReadOptions options) {
        limits = options.limits();
        builder = new TorchObjectBuilder(options, this::tensorOf, name -> false);
    }

    private record Stored(HostStorage storage, ElementType dtype) {}

    /**
     * Reads a whole tar, but for the bytes of its storages.
     *
     * @throws CheckpointFormatException if it is damaged, or names what the mode does not accept
     * @throws IOException if the file cannot be read
     */
    public static LegacyStreamReader.Content read(ByteSource tar, ReadOptions options) throws IOException {
        var reader = new TarReader(options);
        try {
            Map<String, ByteSource> members = TarMembers.read(tar);
            reader.in(members, "storages", reader::readStorages);
            reader.in(members, "tensors", reader::readTensors);
            PyValue root = reader.in(members, "pickle", PickleSequence::nextPickle);
            reader.builder.finish();
            return new LegacyStreamReader.Content(root, reader.builder.unknownGlobals());
        } catch (CheckpointFormatException e) {
            throw reader.builder.preferRefusal(e);
        }
    }

    @FunctionalInterface
    private interface MemberReader {
        PyValue read(PickleSequence stream) throws IOException;
    }

    private PyValue in(Map<String, ByteSource> members, String name, MemberReader reading) throws IOException {
        ByteSource member = members.get(name);
        if (member == null) {
            throw CheckpointFormatException.corrupt("the tar has no member '" + name + "'")
                    .inEntry(name);
        }
        try {
            return reading.read(new PickleSequence(member, builder, limits));
        } catch (CheckpointFormatException e) {
            throw e.inEntry(name);
        }
    }

    private PyValue readStorages(PickleSequence stream) throws IOException {
        int count = stream.nextCount();
        for (int i = 0; i < count; i++) {
            Arguments head = head(stream, "a storage");
            ElementType dtype = dtype(head.get(2), KnownGlobals::storageType);
            long at = stream.position();
            long elements = stream.nextLong();
            if (elements < 0 || elements > Long.MAX_VALUE / dtype.sizeBytes()) {
                throw CheckpointFormatException.corrupt("a storage has an impossible length " + elements)
                        .at(at);
            }
            ByteSource bytes = stream.nextBytes(elements * dtype.sizeBytes());
            storages.put(head.integer(0), new Stored(HostStorage.of(bytes, head.text(1)), dtype));
        }
        PyValue views = stream.nextPickle();
        if (!(views instanceof PyList list)) {
            throw CheckpointFormatException.corrupt("the list of storage views is of the wrong kind");
        }
        for (PyValue view : list) {
            addView(view);
        }
        return views;
    }

    private Arguments head(PickleSequence stream, String what) throws IOException {
        long at = stream.position();
        if (stream.nextPickle() instanceof PyTuple head) {
            return new Arguments(what, head, limits).requireCount(3, 3);
        }
        throw CheckpointFormatException.corrupt(what + " begins with something other than a tuple")
                .at(at);
    }

    @FunctionalInterface
    private interface TypeOfName {
        Optional<ElementType> of(String qualifiedName);
    }

    private static ElementType dtype(PyValue type, TypeOfName naming) throws CheckpointFormatException {
        return (type instanceof PyGlobal global ? naming.of(global.qualifiedName()) : Optional.<ElementType>empty())
                .orElseThrow(() -> CheckpointFormatException.corrupt("the class of a storage or tensor is not known")
                        .expected("such as torch.FloatStorage", type));
    }

    /** {@code (view key, root key, offset, length)} in elements. */
    private void addView(PyValue value) throws CheckpointFormatException {
        if (!(value instanceof PyTuple tuple)) {
            throw CheckpointFormatException.corrupt("a storage view is of the wrong kind");
        }
        var view = new Arguments("a storage view", tuple, limits).requireCount(4, 4);
        Stored root = storages.get(view.integer(1));
        long offset = view.integer(2);
        long length = view.integer(3);
        long available =
                root == null ? -1 : root.storage().lengthBytes() / root.dtype().sizeBytes();
        if (root == null || offset < 0 || length < 0 || offset > available - length) {
            throw CheckpointFormatException.corrupt("a storage view lies outside its storage")
                    .expected("within " + available + " elements", offset + " + " + length);
        }
        int size = root.dtype().sizeBytes();
        var bytes = new SubSource(new StorageBytes(root.storage()), offset * size, length * size);
        storages.put(
                view.integer(0), new Stored(HostStorage.of(bytes, root.storage().location()), root.dtype()));
    }

    private PyValue readTensors(PickleSequence stream) throws IOException {
        int count = stream.nextCount();
        for (int i = 0; i < count; i++) {
            Arguments head = head(stream, "a tensor");
            ElementType dtype = dtype(head.get(2), KnownGlobals::tensorType);
            Stored stored = storages.get(head.integer(1));
            if (stored == null || stored.dtype() != dtype) {
                throw CheckpointFormatException.corrupt(
                                "a tensor is made of a storage that is not there, or of another type")
                        .expected(dtype, stored == null ? "none" : stored.dtype());
            }
            tensors.put(head.integer(0), readTensor(stream, stored));
        }
        return PyInt.of(count);
    }

    private HostTensor readTensor(PickleSequence stream, Stored stored) throws IOException {
        long at = stream.position();
        int dimensions = stream.nextInt();
        stream.nextInt();
        if (dimensions < 0 || dimensions > limits.maxDimensions()) {
            throw CheckpointFormatException.limit(
                            "the number of dimensions", dimensions, limits.maxDimensions(), "maxDimensions")
                    .at(at);
        }
        long[] shape = new long[dimensions];
        long[] strides = new long[dimensions];
        for (int i = 0; i < dimensions; i++) {
            shape[i] = stream.nextLong();
        }
        for (int i = 0; i < dimensions; i++) {
            strides[i] = stream.nextLong();
        }
        long offset = stream.nextLong();
        try {
            return HostTensor.builder(stored.dtype(), shape)
                    .strides(strides)
                    .offset(offset)
                    .storage(stored.storage())
                    .maxExpandedBytes(limits.maxExpandedBytes())
                    .build();
        } catch (IllegalArgumentException e) {
            throw CheckpointFormatException.corrupt("a tensor does not lie in its storage: " + e.getMessage())
                    .at(at)
                    .causedBy(e);
        }
    }

    /** A tensor by its number; or the class of a whole module, of whose source only the name is kept. */
    private PyValue tensorOf(PyValue id) throws CheckpointFormatException {
        if (id instanceof PyTuple module && module.size() == 3) {
            return module.get(0);
        }
        HostTensor tensor = id instanceof PyInt key && key.fitsLong() ? tensors.get(key.longValue()) : null;
        if (tensor == null) {
            // PyTorch's own reader gives back the number, where it names no tensor.
            return id;
        }
        return tensor;
    }

    private record StorageBytes(HostStorage storage) implements ByteSource {
        @Override
        public long lengthBytes() {
            return storage.lengthBytes();
        }

        @Override
        public java.nio.ByteBuffer bytes(long offset, int length) throws IOException {
            return storage.bytes(offset, length);
        }

        @Override
        public Optional<dev.sconce.checkpoint.model.FileRegion> region() {
            return storage.region();
        }
    }
}
