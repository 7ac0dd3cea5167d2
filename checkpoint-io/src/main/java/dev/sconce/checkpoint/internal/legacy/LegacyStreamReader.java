package dev.sconce.checkpoint.internal.legacy;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadOptions;
import dev.sconce.checkpoint.internal.torch.TorchObjectBuilder;
import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.PyInt;
import dev.sconce.checkpoint.model.PyList;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyValue;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;

/**
 * Reads what {@code torch.save} wrote before PyTorch 1.6, and writes today with
 * {@code _use_new_zipfile_serialization=False}: pickles of a magic number, a version, facts about the machine, the object, and
 * the keys of its storages; then for each key the number of elements and the elements, little-endian ({@code _legacy_load}
 * in torch/serialization.py).
 */
public final class LegacyStreamReader {
    private static final PyInt MAGIC_NUMBER = PyInt.of(new BigInteger("1950a86a20f9469cfc6c", 16));
    private static final PyInt PROTOCOL_VERSION = PyInt.of(1001);

    private final PickleSequence stream;
    private final TorchObjectBuilder builder;
    private final LegacyIds ids;

    private LegacyStreamReader(ByteSource file, ReadOptions options) {
        ids = new LegacyIds(options.limits());
        builder = new TorchObjectBuilder(options, ids, name -> false);
        stream = new PickleSequence(file, builder, options.limits());
    }

    /**
     * What the stream holds.
     *
     * @param root its object
     * @param unknownGlobals the names in it that are outside the allow-list
     */
    public record Content(PyValue root, Set<String> unknownGlobals) {}

    /**
     * Reads a whole file, but for the bytes of its storages.
     *
     * @throws CheckpointFormatException if it is damaged, or names what the mode does not accept
     * @throws IOException if the file cannot be read
     */
    public static Content read(ByteSource file, ReadOptions options) throws IOException {
        var reader = new LegacyStreamReader(file, options);
        try {
            PyValue root = reader.read();
            reader.builder.finish();
            return new Content(root, reader.builder.unknownGlobals());
        } catch (CheckpointFormatException e) {
            throw reader.builder.preferRefusal(e);
        }
    }

    private PyValue read() throws IOException {
        requireNext(MAGIC_NUMBER, "the file begins with a pickle, but not with PyTorch's magic number");
        requireNext(PROTOCOL_VERSION, "the legacy stream is of an unknown version");
        stream.nextPickle();
        PyValue root = stream.nextPickle();
        placeStorages();
        return root;
    }

    private void requireNext(PyInt wanted, String problem) throws IOException {
        long start = stream.position();
        PyValue got = stream.nextPickle();
        if (!got.equals(wanted)) {
            throw CheckpointFormatException.corrupt(problem)
                    .expected(wanted, got)
                    .at(start);
        }
    }

    private void placeStorages() throws IOException {
        long start = stream.position();
        if (!(stream.nextPickle() instanceof PyList keys)) {
            throw CheckpointFormatException.corrupt("the list of storage keys is of the wrong kind")
                    .at(start);
        }
        for (PyValue key : keys) {
            LegacyIds.Placed storage = key instanceof PyStr text ? ids.named().get(text.value()) : null;
            if (storage == null || storage.bytes().isPlaced()) {
                throw CheckpointFormatException.corrupt("a storage key stands twice, or was not named before")
                        .expected(
                                CheckpointFormatException.quote(
                                        ids.named().keySet().toString()),
                                key)
                        .at(start);
            }
            placeStorage(storage);
        }
        for (Map.Entry<String, LegacyIds.Placed> entry : ids.named().entrySet()) {
            if (!entry.getValue().bytes().isPlaced()) {
                // PyTorch leaves such a tensor as memory that was never written.
                throw CheckpointFormatException.corrupt("the bytes of storage '"
                                + CheckpointFormatException.quote(entry.getKey()) + "' are missing")
                        .at(start);
            }
        }
    }

    private void placeStorage(LegacyIds.Placed storage) throws IOException {
        long at = stream.position();
        long elements = stream.nextLong();
        long wanted = storage.bytes().lengthBytes() / storage.elementBytes();
        if (elements != wanted) {
            throw CheckpointFormatException.corrupt("a storage has another length than the pickle gives it")
                    .expected(wanted + " elements", elements)
                    .at(at);
        }
        storage.bytes().setPlace(stream.nextBytes(storage.bytes().lengthBytes()));
    }
}
