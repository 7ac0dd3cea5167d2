package dev.sconce.checkpoint.internal.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Has the disk begin with a file while later bytes of it are still being made, so that the sync at its end finds little left
 * to do. At most one sync is under way; a failed one is reported by the next call, as the system reports it only once.
 */
final class EarlySync {
    /** Less is not worth a thread; much more leaves the disk idle at the start. */
    private static final long STEP_BYTES = 8L << 20;

    private final FileChannel file;
    private long unsyncedBytes;
    private @Nullable FutureTask<?> running;

    EarlySync(FileChannel file) {
        this.file = file;
    }

    /** Tells of bytes that were written. */
    void written(long count) throws IOException {
        unsyncedBytes += count;
        if (unsyncedBytes >= STEP_BYTES && (running == null || running.isDone())) {
            await();
            unsyncedBytes = 0;
            running = new FutureTask<>(() -> {
                file.force(false);
                return null;
            });
            DaemonThread.start("sconce-sync", running);
        }
    }

    /** Waits for what is under way. */
    void await() throws IOException {
        if (running == null) {
            return;
        }
        try {
            running.get();
            running = null;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a file was synced");
        }
    }
}
