package dev.sconce.checkpoint.internal.io;

import dev.sconce.checkpoint.model.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** Bytes as a channel to read from: many small reads cost no system call each. */
public final class ReadableBytesChannel implements SeekableByteChannel {
    private final ByteSource source;
    private long position;
    private boolean open = true;

    /** A channel at the first of these bytes. */
    public ReadableBytesChannel(ByteSource source) {
        this.source = source;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        long left = source.lengthBytes() - position;
        if (left <= 0) {
            return -1;
        }
        int count = (int) Math.min(left, target.remaining());
        target.put(source.bytes(position, count));
        position += count;
        return count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        if (newPosition < 0) {
            throw new IllegalArgumentException("position must be 0 or more, but got " + newPosition);
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return source.lengthBytes();
    }

    @Override
    public int write(ByteBuffer bytes) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
