package dev.sconce.checkpoint.internal.zip;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadOptions;
import dev.sconce.checkpoint.internal.io.SubSource;
import dev.sconce.checkpoint.model.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/** The records of a zip container, by the name under its one root directory. */
public final class RecordReader {
    private final ByteSource container;
    private final String rootName;
    private final Map<String, ZipRecord> records;
    private final ReadOptions options;

    private RecordReader(ByteSource container, String rootName, Map<String, ZipRecord> records, ReadOptions options) {
        this.container = container;
        this.rootName = rootName;
        this.records = records;
        this.options = options;
    }

    /**
     * Reads the container's directory and checks it.
     *
     * @throws CheckpointFormatException if it is damaged, ambiguous, or uses a feature that PyTorch does not
     * @throws IOException if its bytes cannot be read
     */
    public static RecordReader open(ByteSource container, ReadOptions options) throws IOException {
        var directory = DirectoryReader.read(container, options.limits());
        return new RecordReader(container, directory.rootName(), directory.records(), options);
    }

    /** The directory that all records stand under. */
    public String rootName() {
        return rootName;
    }

    /** All records, in the container's order. */
    public Collection<ZipRecord> records() {
        return Collections.unmodifiableCollection(records.values());
    }

    /** Whether there is a record of this name. */
    public boolean contains(String name) {
        return records.containsKey(name);
    }

    /**
     * A record of this name.
     *
     * @throws CheckpointFormatException if there is none
     */
    public ZipRecord record(String name) throws CheckpointFormatException {
        ZipRecord record = records.get(name);
        if (record == null) {
            throw CheckpointFormatException.corrupt(
                            "the archive has no record '" + CheckpointFormatException.quote(name) + "'")
                    .inEntry(name);
        }
        return record;
    }

    /** The bytes of a record; mapped where it is stored, inflated to the heap on first use where it is deflated. */
    public ByteSource bytes(ZipRecord record) throws CheckpointFormatException {
        ByteSource stored = new SubSource(container, record.dataOffset(), record.storedBytes());
        if (record.deflated()) {
            return new InflatedBytes(stored, record);
        }
        return options.verifyCrc() && record.crc() != 0 ? new VerifiedBytes(stored, record) : stored;
    }

    /**
     * All bytes of a record that describes others: a pickle, a number, a JSON text.
     *
     * @param maxBytes the most that it may have
     * @param accessor the limit that says so
     * @throws CheckpointFormatException if it is missing, too long, or compressed beyond belief
     * @throws IOException if its bytes cannot be read
     */
    public ByteBuffer metadata(String name, long maxBytes, String accessor) throws IOException {
        ZipRecord record = record(name);
        long limit = Math.min(maxBytes, Integer.MAX_VALUE);
        if (record.lengthBytes() > limit) {
            throw CheckpointFormatException.limit("the length in bytes", record.lengthBytes(), limit, accessor)
                    .inEntry(name);
        }
        int ratio = options.limits().maxCompressionRatio();
        if (record.lengthBytes() / ratio > record.storedBytes()) {
            throw CheckpointFormatException.limit(
                            "the compression ratio",
                            record.lengthBytes() + " bytes out of " + record.storedBytes(),
                            ratio,
                            "maxCompressionRatio")
                    .inEntry(name);
        }
        return bytes(record).bytes(0, (int) record.lengthBytes());
    }

    /**
     * All bytes of a short text record, where there is one: {@code version}, {@code byteorder}.
     *
     * @throws CheckpointFormatException if it is longer than any such record
     * @throws IOException if its bytes cannot be read
     */
    public Optional<String> text(String name) throws IOException {
        final int maxTextBytes = 4096;
        if (!contains(name)) {
            return Optional.empty();
        }
        ZipRecord record = record(name);
        if (record.lengthBytes() > maxTextBytes) {
            throw CheckpointFormatException.corrupt("a short text is wanted")
                    .expected("at most " + maxTextBytes + " bytes", record.lengthBytes())
                    .inEntry(name);
        }
        byte[] text = new byte[(int) record.lengthBytes()];
        bytes(record).bytes(0, text.length).get(text);
        return Optional.of(new String(text, java.nio.charset.StandardCharsets.ISO_8859_1));
    }
}
