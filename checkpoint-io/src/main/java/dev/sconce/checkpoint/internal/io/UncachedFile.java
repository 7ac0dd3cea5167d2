package dev.sconce.checkpoint.internal.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written past the system's cache ({@code O_DIRECT}). What is going to be synced anyway has to reach the disk
 * before the work is done; on this way it is not copied into the cache first, nor drives anything out of it.
 */
final class UncachedFile implements Closeable {
    /** What every disk and file system of today is content with. */
    private static final int ALIGNMENT_BYTES = 4096;

    /** {@code ExtendedOpenOption.DIRECT}, by name: a compiler of JDK 25 warns of those who name its class. */
    private static final @Nullable OpenOption DIRECT = findDirect();

    private final FileChannel file;

    private UncachedFile(FileChannel file) {
        this.file = file;
    }

    /** Opens a file once more; null where the system or the file system offers no such way. */
    static @Nullable UncachedFile open(Path path) {
        if (DIRECT == null) {
            return null;
        }
        try {
            if (ALIGNMENT_BYTES % Files.getFileStore(path).getBlockSize() != 0) {
                return null;
            }
            return new UncachedFile(FileChannel.open(path, StandardOpenOption.WRITE, DIRECT));
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    private static @Nullable OpenOption findDirect() {
        try {
            for (Object option :
                    Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()) {
                if (option.toString().equals("DIRECT")) {
                    return (OpenOption) option;
                }
            }
        } catch (ClassNotFoundException e) {
            return null; // a JVM without the module jdk.unsupported
        }
        return null;
    }

    /** A buffer at an address that this way of writing needs. */
    static ByteBuffer alignedBuffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes + ALIGNMENT_BYTES)
                .alignedSlice(ALIGNMENT_BYTES)
                .slice(0, bytes);
    }

    /**
     * Writes as much of an aligned buffer as has the length of whole disk blocks; the rest is left in it.
     *
     * @return whether that went well; if not, all that is left has to be written otherwise
     */
    boolean write(ByteBuffer buffer, long at) {
        if (at % ALIGNMENT_BYTES != 0) {
            return false;
        }
        int end = buffer.limit();
        buffer.limit(end - end % ALIGNMENT_BYTES);
        try {
            while (buffer.hasRemaining()) {
                file.write(buffer, at + buffer.position());
            }
            return true;
        } catch (IOException e) {
            // Some file systems accept the option and then refuse the writing. A full disk is reported by the other
            // way.
            return false;
        } finally {
            buffer.limit(end);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
