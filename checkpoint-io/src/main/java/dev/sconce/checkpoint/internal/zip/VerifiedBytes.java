package dev.sconce.checkpoint.internal.zip;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.FileRegion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32;

/** A stored record whose CRC is checked once, before its first byte is handed out. */
final class VerifiedBytes implements ByteSource {
    private static final int CHUNK_BYTES = 1 << 24;

    private final ByteSource stored;
    private final ZipRecord record;
    private boolean verified;

    VerifiedBytes(ByteSource stored, ZipRecord record) {
        this.stored = stored;
        this.record = record;
    }

    @Override
    public long lengthBytes() {
        return stored.lengthBytes();
    }

    @Override
    public synchronized ByteBuffer bytes(long offset, int length) throws IOException {
        if (!verified) {
            verify();
            verified = true;
        }
        return stored.bytes(offset, length);
    }

    private void verify() throws IOException {
        var crc = new CRC32();
        for (long at = 0; at < lengthBytes(); at += CHUNK_BYTES) {
            crc.update(stored.bytes(at, (int) Math.min(CHUNK_BYTES, lengthBytes() - at)));
        }
        if (crc.getValue() != record.crc()) {
            throw mismatch(record, crc.getValue())
                    .inFile(region().map(FileRegion::path).orElse(null));
        }
    }

    static CheckpointFormatException mismatch(ZipRecord record, long found) {
        return CheckpointFormatException.corrupt("the CRC-32 of a record does not match its bytes")
                .expected("0x" + Long.toHexString(record.crc()), "0x" + Long.toHexString(found))
                .inEntry(record.name());
    }

    @Override
    public Optional<FileRegion> region() {
        return stored.region();
    }
}
