package dev.sconce.checkpoint.internal.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * Gathers small writes at the end of a file into large ones, and still lets a writer go back to fill in a length.
 *
 * <p>An archive of 20,000 small records would otherwise cost several system calls a record.
 */
public final class BufferedSeekableChannel implements SeekableByteChannel {
    private static final int BUFFER_BYTES = 1 << 17;

    /** Told of bytes that went to the file. */
    @FunctionalInterface
    interface Written {
        void bytes(long count) throws IOException;
    }

    private final FileChannel file;
    private final Written written;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    /** Where in the file the buffer's first byte belongs; everything before it is written. */
    private long bufferStart;

    private long position;

    /** A channel that writes to a file from its start. */
    BufferedSeekableChannel(FileChannel file, Written written) {
        this.file = file;
        this.written = written;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = source.remaining();
        if (position == bufferStart + buffer.position()) {
            append(source);
        } else {
            overwrite(source);
        }
        position += count;
        return count;
    }

    private void append(ByteBuffer source) throws IOException {
        if (source.remaining() > buffer.remaining()) {
            flush();
        }
        if (source.remaining() >= BUFFER_BYTES) {
            bufferStart += source.remaining();
            writeFully(source, bufferStart - source.remaining());
        } else {
            buffer.put(source);
        }
    }

    /** A length or a checksum that is filled in afterwards, in the file or still in the buffer. */
    private void overwrite(ByteBuffer source) throws IOException {
        int count = source.remaining();
        if (position >= bufferStart && position + count <= bufferStart + buffer.position()) {
            int end = buffer.position();
            buffer.position((int) (position - bufferStart));
            buffer.put(source);
            buffer.position(end);
        } else {
            if (position + count > bufferStart) {
                flush();
            }
            writeFully(source, position);
        }
    }

    private void writeFully(ByteBuffer source, long at) throws IOException {
        int count = source.remaining();
        for (long next = at; source.hasRemaining(); ) {
            next += file.write(source, next);
        }
        written.bytes(count);
    }

    /**
     * Writes what is gathered to the file.
     *
     * @throws IOException if that fails
     */
    public void flush() throws IOException {
        buffer.flip();
        int count = buffer.remaining();
        writeFully(buffer, bufferStart);
        bufferStart += count;
        buffer.clear();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return bufferStart + buffer.position();
    }

    @Override
    public int read(ByteBuffer target) {
        throw new UnsupportedOperationException("this channel only writes");
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    /** Flushes; the file itself stays open, it belongs to who opened it. */
    @Override
    public void close() throws IOException {
        if (file.isOpen()) {
            flush();
        }
    }
}
