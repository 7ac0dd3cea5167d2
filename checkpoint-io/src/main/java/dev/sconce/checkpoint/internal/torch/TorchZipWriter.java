package dev.sconce.checkpoint.internal.torch;

import dev.sconce.checkpoint.internal.pickle.Pickler;
import dev.sconce.checkpoint.internal.zip.RecordWriter;
import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.PyValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * Writes what {@code torch.save} writes, but for its records {@code .format_version} and {@code .data/serialization_id}: the
 * first would promise the exact layout of PyTorch's zip writer, from which Python then computes where the storages lie.
 */
public final class TorchZipWriter {
    /** {@code kMinProducedFileFormatVersion} in caffe2/serialize/versions.h. */
    private static final String VERSION = "3\n";

    private static final String BYTE_ORDER = "little";

    private final byte[] pickle;
    private final StorageKeys keys = new StorageKeys(false);

    /**
     * Pickles a value; writes nothing yet.
     *
     * @throws IllegalArgumentException if PyTorch cannot save such a value
     */
    public TorchZipWriter(PyValue root) {
        pickle = Pickler.pickle(root, new TensorPickling(keys));
    }

    /** How many bytes its records will have. */
    public long lengthBytes() {
        long length = (long) pickle.length + BYTE_ORDER.length() + VERSION.length();
        for (StorageKeys.Keyed entry : keys.all()) {
            length += entry.storage().lengthBytes();
        }
        return length;
    }

    /**
     * Writes all records and the directory.
     *
     * @throws IOException if the bytes cannot be had or written
     */
    public void writeTo(RecordWriter records) throws IOException {
        records.write("data.pkl", ByteSource.of(ByteBuffer.wrap(pickle)));
        records.write("byteorder", text(BYTE_ORDER));
        for (StorageKeys.Keyed entry : keys.all()) {
            records.write("data/" + entry.key().value(), new StorageBytes(entry.storage()));
        }
        records.write("version", text(VERSION));
        records.finish();
    }

    private static ByteSource text(String text) {
        return ByteSource.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private record StorageBytes(HostStorage storage) implements ByteSource {
        @Override
        public long lengthBytes() {
            return storage.lengthBytes();
        }

        @Override
        public ByteBuffer bytes(long offset, int length) throws IOException {
            return storage.bytes(offset, length);
        }

        @Override
        public void writeTo(WritableByteChannel channel) throws IOException {
            storage.transferTo(channel);
        }
    }
}
