package dev.sconce.checkpoint.internal.zip;

import dev.sconce.checkpoint.model.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.function.LongConsumer;

/**
 * Takes what Commons Compress writes, and lets the bytes of records go past it, neither copied nor looked at: it gets as many
 * stand-ins to count, which are dropped here.
 */
final class BypassStream extends OutputStream {
    private final WritableByteChannel target;
    private long standIns;

    BypassStream(WritableByteChannel target) {
        this.target = target;
    }

    /**
     * The stand-ins of a record's bytes, which are written to the target when the first stand-in is read: by then, the header
     * has been.
     *
     * @param written told of bytes as they are written
     */
    InputStream around(ByteSource bytes, LongConsumer written) {
        return new StandIns(bytes, written);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (standIns > 0) {
            standIns -= length;
            return;
        }
        var buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            target.write(buffer);
        }
    }

    private final class StandIns extends InputStream {
        private final ByteSource bytes;
        private final LongConsumer written;
        private long left;
        private boolean begun;

        StandIns(ByteSource bytes, LongConsumer written) {
            this.bytes = bytes;
            this.written = written;
            this.left = bytes.lengthBytes();
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("stand-ins are read in bulk");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (!begun) {
                begun = true;
                pass();
            }
            int count = (int) Math.min(left, length);
            left -= count;
            return count == 0 ? -1 : count;
        }

        private void pass() throws IOException {
            var passing = new PassingChannel(written);
            bytes.writeTo(passing);
            if (passing.count != left) {
                throw new IOException("a record announced " + left + " bytes but wrote " + passing.count);
            }
            standIns = left;
        }
    }

    private final class PassingChannel implements WritableByteChannel {
        private final LongConsumer written;
        private long count;

        PassingChannel(LongConsumer written) {
            this.written = written;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int length = target.write(source);
            count += length;
            written.accept(length);
            return length;
        }

        @Override
        public boolean isOpen() {
            return target.isOpen();
        }

        @Override
        public void close() {
            // The target belongs to who opened it.
        }
    }
}
