package dev.sconce.checkpoint.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;

/** Bytes that a supplier writes on demand. */
final class SuppliedBytes implements ByteSource {
    private final long lengthBytes;
    private final HostStorage.Supplier supplier;

    SuppliedBytes(long lengthBytes, HostStorage.Supplier supplier) {
        if (lengthBytes < 0) {
            throw new IllegalArgumentException("length must be 0 or more bytes, but got " + lengthBytes);
        }
        this.lengthBytes = lengthBytes;
        this.supplier = supplier;
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    /** Has everything written and keeps the part that is wanted: for looking at it, not for copying it piece by piece. */
    @Override
    public ByteBuffer bytes(long offset, int length) throws IOException {
        var all = new ByteArrayOutputStream(Math.toIntExact(lengthBytes));
        writeTo(Channels.newChannel(all));
        return ByteBuffer.wrap(all.toByteArray(), Math.toIntExact(offset), length)
                .slice()
                .asReadOnlyBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void writeTo(WritableByteChannel channel) throws IOException {
        var counted = new CountingChannel(channel);
        supplier.writeTo(counted);
        if (counted.count != lengthBytes) {
            throw new IOException(
                    "the supplier of a storage announced " + lengthBytes + " bytes but wrote " + counted.count);
        }
    }

    private static final class CountingChannel implements WritableByteChannel {
        private final WritableByteChannel target;
        private long count;

        CountingChannel(WritableByteChannel target) {
            this.target = target;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int written = target.write(bytes);
            count += written;
            return written;
        }

        @Override
        public boolean isOpen() {
            return target.isOpen();
        }

        @Override
        public void close() {
            // The channel belongs to the writer of the checkpoint; a supplier that closes what it got ends only itself.
        }
    }
}
