package dev.sconce.checkpoint.internal.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file block by block. A large file's blocks are written on a thread of their own while the next one is filled; a
 * small file's are written at once.
 */
final class BlockWriter {
    /** A file of this length is worth a thread. */
    static final long LARGE_BYTES = 8L << 20;

    private static final int LARGE_BLOCK_BYTES = 4 << 20;
    private static final int SMALL_BLOCK_BYTES = 1 << 17;

    /** One that is filled, two that may be held back, and one on its way. */
    private static final int MAX_BLOCKS = 4;

    private final FileChannel file;
    private final @Nullable EarlySync sync;
    private @Nullable UncachedFile uncached;
    private final @Nullable ExecutorService thread;
    private final Deque<ByteBuffer> free = new ArrayDeque<>();
    private final Deque<Future<ByteBuffer>> pending = new ArrayDeque<>();
    private int made;

    /**
     * A writer that has written nothing.
     *
     * @param sync told of what is written, where the disk is to begin early
     * @param uncached the same file, written past the system's cache
     * @param large whether to write on a thread of its own
     */
    BlockWriter(FileChannel file, @Nullable EarlySync sync, @Nullable UncachedFile uncached, boolean large) {
        this.file = file;
        this.sync = sync;
        this.uncached = uncached;
        this.thread = large ? Executors.newSingleThreadExecutor(DaemonThread.factory("sconce-write")) : null;
    }

    boolean isOpen() {
        return file.isOpen();
    }

    /** An empty block to fill. */
    ByteBuffer next() throws IOException {
        if (!free.isEmpty()) {
            return free.pop().clear();
        } else if (made < MAX_BLOCKS || pending.isEmpty()) {
            made++;
            return UncachedFile.alignedBuffer(thread == null ? SMALL_BLOCK_BYTES : LARGE_BLOCK_BYTES);
        }
        return await(pending.remove()).clear();
    }

    /** Takes over a block, from its start to its position, to be written. */
    void submit(ByteBuffer block, long at) throws IOException {
        block.flip();
        if (thread == null) {
            free.push(write(block, at));
        } else {
            pending.add(thread.submit(() -> write(block, at)));
        }
    }

    private ByteBuffer write(ByteBuffer block, long at) throws IOException {
        int count = block.remaining();
        if (uncached != null && !uncached.write(block, at)) {
            uncached = null;
        }
        writeFully(block, at + block.position());
        if (sync != null && uncached == null) {
            sync.written(count);
        }
        return block;
    }

    private void writeFully(ByteBuffer bytes, long at) throws IOException {
        for (long next = at; bytes.hasRemaining(); ) {
            next += file.write(bytes, next);
        }
    }

    /** Writes over what was submitted before. */
    void overwrite(ByteBuffer bytes, long at) throws IOException {
        awaitAll();
        writeFully(bytes, at);
    }

    /** Waits until everything is written; to be called once, whatever came before. */
    void finish() throws IOException {
        try {
            awaitAll();
        } finally {
            if (thread != null) {
                thread.shutdown();
            }
        }
    }

    /** Waits for all blocks, and only then reports the first that failed: nobody writes to a file that is given up. */
    private void awaitAll() throws IOException {
        IOException failure = null;
        while (!pending.isEmpty()) {
            try {
                free.push(await(pending.remove()));
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static ByteBuffer await(Future<ByteBuffer> block) throws IOException {
        try {
            return block.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a file was written");
        }
    }
}
