package dev.sconce.checkpoint.internal.zip;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.FileRegion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** A deflated record, inflated to the heap on first use; never beyond the length that the directory gives. */
final class InflatedBytes implements ByteSource {
    private final ByteSource stored;
    private final ZipRecord record;
    private @Nullable ByteBuffer inflated;

    InflatedBytes(ByteSource stored, ZipRecord record) {
        this.stored = stored;
        this.record = record;
    }

    @Override
    public long lengthBytes() {
        return record.lengthBytes();
    }

    @Override
    public synchronized ByteBuffer bytes(long offset, int length) throws IOException {
        if (inflated == null) {
            inflated = ByteBuffer.wrap(inflateOrSayWhere()).asReadOnlyBuffer();
        }
        return inflated.slice(Math.toIntExact(offset), length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] inflateOrSayWhere() throws IOException {
        try {
            return inflate();
        } catch (CheckpointFormatException e) {
            throw e.inFile(stored.region().map(FileRegion::path).orElse(null));
        }
    }

    private byte[] inflate() throws IOException {
        if (record.lengthBytes() > Integer.MAX_VALUE - 8 || record.storedBytes() > Integer.MAX_VALUE) {
            throw CheckpointFormatException.unsupported("a deflated record of 2 GiB or more")
                    .inEntry(record.name());
        }
        byte[] all = new byte[(int) record.lengthBytes()];
        var inflater = new Inflater(true);
        try {
            inflater.setInput(stored.bytes(0, (int) record.storedBytes()));
            int done = 0;
            while (done < all.length && !inflater.finished()) {
                int count = inflater.inflate(all, done, all.length - done);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    break;
                }
                done += count;
            }
            boolean more = !inflater.finished() && inflater.inflate(new byte[1]) > 0;
            if (done != all.length || more) {
                throw CheckpointFormatException.corrupt("a deflated record has another length than the directory says")
                        .expected(all.length + " bytes", more ? "more" : done)
                        .inEntry(record.name());
            }
        } catch (DataFormatException e) {
            throw CheckpointFormatException.corrupt("a deflated record is damaged: " + e.getMessage())
                    .inEntry(record.name())
                    .causedBy(e);
        } finally {
            inflater.end();
        }
        verify(all);
        return all;
    }

    /** A deflated record was made by an ordinary zip tool, which always writes the CRC; it costs little beside inflating. */
    private void verify(byte[] all) throws CheckpointFormatException {
        var crc = new CRC32();
        crc.update(all);
        if (record.crc() != 0 && crc.getValue() != record.crc()) {
            throw VerifiedBytes.mismatch(record, crc.getValue());
        }
    }
}
