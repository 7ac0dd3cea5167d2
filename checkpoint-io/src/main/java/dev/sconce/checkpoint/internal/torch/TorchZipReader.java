package dev.sconce.checkpoint.internal.torch;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadOptions;
import dev.sconce.checkpoint.internal.io.SwappedBytes;
import dev.sconce.checkpoint.internal.pickle.PickleMachine;
import dev.sconce.checkpoint.internal.zip.RecordReader;
import dev.sconce.checkpoint.internal.zip.ZipRecord;
import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.PyValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads what {@code torch.save} writes since PyTorch 1.6: a zip with a pickle, {@code data.pkl}, and a record of bytes for
 * each storage, {@code data/0}, {@code data/1}, ...
 */
public final class TorchZipReader {
    /** The versions that PyTorch 2.13 reads (caffe2/serialize/versions.h, kMin- and kMaxSupportedFileFormatVersion). */
    private static final int MIN_VERSION = 1;

    private static final int MAX_VERSION = 10;

    private static final String PICKLE = "data.pkl";

    private final RecordReader records;
    private final ReadOptions options;
    private final boolean bigEndian;
    private final int version;

    /**
     * A reader of this container.
     *
     * @throws IOException if its version or byte order is not one that PyTorch writes
     */
    public TorchZipReader(RecordReader records, ReadOptions options) throws IOException {
        this.records = records;
        this.options = options;
        this.version = readVersion();
        this.bigEndian = readByteOrder();
    }

    /**
     * What a pickle of the container holds.
     *
     * @param root its value
     * @param unknownGlobals the names in it that are outside the allow-list
     */
    public record Content(PyValue root, Set<String> unknownGlobals) {}

    /** The version of the file format. */
    public int version() {
        return version;
    }

    private int readVersion() throws IOException {
        String name = records.contains("version") ? "version" : ".data/version";
        String text = records.text(name)
                .orElseThrow(() -> CheckpointFormatException.corrupt("the archive has no record 'version'"));
        String digits = text.strip();
        int number = digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : -1;
        if (number < MIN_VERSION || number > MAX_VERSION) {
            throw CheckpointFormatException.unsupported("a file format version that PyTorch 2.13 does not read")
                    .expected(MIN_VERSION + " to " + MAX_VERSION, "'" + digits + "'")
                    .inEntry(name);
        }
        return number;
    }

    private boolean readByteOrder() throws IOException {
        String order = records.text("byteorder").orElse("little");
        if (!order.equals("little") && !order.equals("big")) {
            throw CheckpointFormatException.corrupt("the byte order is not known")
                    .expected("'little' or 'big'", "'" + order + "'")
                    .inEntry("byteorder");
        }
        return order.equals("big");
    }

    /**
     * Reads the pickle {@code data.pkl}, with storages in {@code data/}.
     *
     * @throws CheckpointFormatException if it is damaged, or names what the mode does not accept
     * @throws IOException if the file cannot be read
     */
    public Content read() throws IOException {
        return read(PICKLE, "data/", name -> false);
    }

    /**
     * Reads a pickle of the container.
     *
     * @param pickle the record's name
     * @param storageFolder what the storages' names begin with
     * @param alsoHarmless further names that are acceptable, as inert objects
     * @throws CheckpointFormatException if it is damaged, or names what the mode does not accept
     * @throws IOException if the file cannot be read
     */
    public Content read(String pickle, String storageFolder, Predicate<String> alsoHarmless) throws IOException {
        var storages =
                new Storages((key, length, dtype) -> storage(storageFolder + key, length, dtype), options.limits());
        var builder = new TorchObjectBuilder(options, storages, alsoHarmless);
        ByteBuffer bytes = records.metadata(pickle, options.limits().maxPickleBytes(), "maxPickleBytes");
        try {
            PyValue root = PickleMachine.read(bytes, builder, options.limits(), options.progress())
                    .value();
            builder.finish();
            return new Content(root, builder.unknownGlobals());
        } catch (CheckpointFormatException e) {
            throw builder.preferRefusal(e).inEntry(pickle);
        }
    }

    private ByteSource storage(String name, long lengthBytes, ElementType dtype) throws CheckpointFormatException {
        ZipRecord record = records.record(name);
        if (record.lengthBytes() != lengthBytes) {
            throw CheckpointFormatException.corrupt("record '" + CheckpointFormatException.quote(name)
                            + "' has another length than the pickle gives its storage")
                    .expected(lengthBytes + " bytes", record.lengthBytes());
        }
        ByteSource bytes = records.bytes(record);
        return bigEndian && dtype.swapUnitBytes() > 1 ? new SwappedBytes(bytes, dtype.swapUnitBytes()) : bytes;
    }
}
