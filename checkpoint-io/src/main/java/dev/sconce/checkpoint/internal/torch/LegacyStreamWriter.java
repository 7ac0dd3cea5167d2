package dev.sconce.checkpoint.internal.torch;

import dev.sconce.checkpoint.core.Progress;
import dev.sconce.checkpoint.internal.pickle.Pickler;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyInt;
import dev.sconce.checkpoint.model.PyList;
import dev.sconce.checkpoint.model.PyValue;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.Comparator;
import java.util.List;

/**
 * Writes what PyTorch before 1.6 reads, and {@code torch.save(..., _use_new_zipfile_serialization=False)} writes: {@code
 * _legacy_save} in torch/serialization.py.
 */
public final class LegacyStreamWriter {
    private static final PyInt MAGIC_NUMBER = PyInt.of(new BigInteger("1950a86a20f9469cfc6c", 16));
    private static final PyInt PROTOCOL_VERSION = PyInt.of(1001);

    private final byte[] pickle;
    private final StorageKeys keys = new StorageKeys(true);

    /**
     * Pickles a value; writes nothing yet.
     *
     * @throws IllegalArgumentException if PyTorch cannot save such a value
     */
    public LegacyStreamWriter(PyValue root) {
        pickle = pickle(root);
    }

    private byte[] pickle(PyValue value) {
        return Pickler.pickle(value, new TensorPickling(keys));
    }

    /** About how many bytes that is: the pickle and the storages. */
    public long lengthBytes() {
        long length = pickle.length;
        for (StorageKeys.Keyed entry : keys.all()) {
            length += entry.storage().lengthBytes();
        }
        return length;
    }

    /**
     * Writes everything.
     *
     * @throws IOException if the bytes cannot be had or written
     */
    public void writeTo(WritableByteChannel channel, Progress progress) throws IOException {
        List<StorageKeys.Keyed> sorted = keys.all().stream()
                .sorted(Comparator.comparing(entry -> entry.key().value()))
                .toList();
        var keyList = new PyList();
        sorted.forEach(entry -> keyList.add(entry.key()));
        write(channel, pickle(MAGIC_NUMBER));
        write(channel, pickle(PROTOCOL_VERSION));
        write(channel, pickle(machine()));
        write(channel, pickle);
        write(channel, pickle(keyList));
        long total = sorted.stream()
                .mapToLong(entry -> entry.storage().lengthBytes())
                .sum();
        long done = 0;
        for (StorageKeys.Keyed entry : sorted) {
            var count = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            write(channel, count.putLong(entry.lengthElements()).array());
            entry.storage().transferTo(channel);
            done += entry.storage().lengthBytes();
            progress.update(done, total);
        }
    }

    private static void write(WritableByteChannel channel, byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** What every machine that runs PyTorch says of itself; readers do not look at it. */
    private static PyDict machine() {
        return PyDict.dict()
                .put("protocol_version", PROTOCOL_VERSION)
                .put("little_endian", true)
                .put("type_sizes", PyDict.dict().put("short", 2).put("int", 4).put("long", 4));
    }
}
