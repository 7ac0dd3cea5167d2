package dev.sconce.checkpoint.internal.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Holds a large file that is about to be replaced open, and lets go of it on another thread: to free its blocks takes the
 * system a quarter of the time that writing as many does, for which nobody has to wait.
 */
final class ReplacedFile {
    /** Smaller files are freed faster than a thread starts. */
    private static final long WORTHWHILE_BYTES = 8L << 20;

    private final @Nullable FileChannel file;

    private ReplacedFile(@Nullable FileChannel file) {
        this.file = file;
    }

    /** Holds the file, if there is one, and if the system lets an open file be replaced (POSIX does, Windows does not). */
    static ReplacedFile hold(Path path) {
        try {
            boolean held = path.getFileSystem().supportedFileAttributeViews().contains("posix")
                    && Files.isRegularFile(path)
                    && Files.size(path) >= WORTHWHILE_BYTES;
            return new ReplacedFile(held ? FileChannel.open(path, StandardOpenOption.READ) : null);
        } catch (IOException e) {
            // It cannot be read, or is gone by now: it is then freed within the move, as any file.
            return new ReplacedFile(null);
        }
    }

    void release() {
        if (file != null) {
            DaemonThread.start("sconce-release", () -> {
                try {
                    file.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
