package dev.sconce.checkpoint.internal.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers small writes at the end of a file into large blocks, and still lets a writer go back to fill in a length.
 *
 * <p>An archive of 20,000 small records would otherwise cost several system calls a record; and a block that is to be filled
 * in later is held back, so that nothing is written twice.
 */
public final class BufferedSeekableChannel implements SeekableByteChannel {
    /** How far behind {@link #holdFrom} one may go back: no header of a record is longer. */
    private static final int HELD_BYTES = 1 << 17;

    private final BlockWriter blocks;
    private ByteBuffer block;
    /** Where in the file the block's first byte belongs; everything before it is submitted or held back. */
    private long blockStart;

    private final List<Held> held = new ArrayList<>();
    private long holdFrom = Long.MAX_VALUE;
    private long position;
    private boolean closed;

    /** A full block that may still be changed. */
    private record Held(ByteBuffer block, long start) {}

    /** A channel that writes a file from its start. */
    BufferedSeekableChannel(BlockWriter blocks) throws IOException {
        this.blocks = blocks;
        this.block = blocks.next();
    }

    /** Announces that some of the bytes that are written next will be written over, until {@link #release}. */
    public void holdFrom() {
        holdFrom = position;
    }

    /**
     * Lets go of what was held back.
     *
     * @throws IOException if an earlier block could not be written
     */
    public void release() throws IOException {
        holdFrom = Long.MAX_VALUE;
        for (Held full : held) {
            blocks.submit(full.block(), full.start());
        }
        held.clear();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = source.remaining();
        if (position == size()) {
            append(source);
        } else {
            overwrite(source, position);
        }
        position += count;
        return count;
    }

    private void append(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            if (!block.hasRemaining()) {
                startBlock();
            }
            move(source, block);
        }
    }

    private void startBlock() throws IOException {
        long end = blockStart + block.capacity();
        if (holdFrom < end && blockStart - HELD_BYTES < holdFrom) {
            held.add(new Held(block, blockStart));
        } else {
            blocks.submit(block, blockStart);
        }
        blockStart = end;
        block = blocks.next();
    }

    /** A length or a checksum that is filled in afterwards: still in a block, or in the file. */
    private void overwrite(ByteBuffer source, long from) throws IOException {
        long end = from + source.remaining();
        while (source.hasRemaining()) {
            long at = end - source.remaining();
            ByteBuffer target = blockAt(at);
            if (target == null) {
                blocks.overwrite(source, at);
                return;
            }
            move(source, target);
        }
    }

    /** The part of a block in memory from a position on; null where it has been submitted. */
    private @Nullable ByteBuffer blockAt(long at) {
        if (at >= blockStart) {
            return block.duplicate().limit(block.position()).position((int) (at - blockStart));
        }
        for (Held full : held) {
            if (at >= full.start() && at < full.start() + full.block().capacity()) {
                return full.block().duplicate().clear().position((int) (at - full.start()));
            }
        }
        return null;
    }

    private static void move(ByteBuffer source, ByteBuffer target) {
        int count = Math.min(source.remaining(), target.remaining());
        target.put(target.position(), source, source.position(), count);
        target.position(target.position() + count);
        source.position(source.position() + count);
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
        return blockStart + block.position();
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
        return !closed && blocks.isOpen();
    }

    /** Writes what is left; the file itself stays open, it belongs to who opened it. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            release();
            blocks.submit(block, blockStart);
        } finally {
            blocks.finish();
        }
    }
}
