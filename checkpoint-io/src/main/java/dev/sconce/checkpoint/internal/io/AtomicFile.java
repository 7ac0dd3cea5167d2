package dev.sconce.checkpoint.internal.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file under a temporary name beside its own and moves it into place whole: at any moment of a kill or a power
 * cut, the name holds either the old file or the new one, and a mapping of the old one stays valid.
 *
 * <p>Closed before {@link #commit()}, it leaves nothing behind.
 */
public final class AtomicFile implements Closeable {
    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final boolean large;
    private final @Nullable EarlySync sync;
    private final @Nullable UncachedFile uncached;
    private boolean committed;

    private AtomicFile(Path target, Path temporary, FileChannel channel, boolean sync, boolean large) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
        this.large = large;
        this.sync = sync ? new EarlySync(channel) : null;
        this.uncached = sync && large ? UncachedFile.open(temporary) : null;
    }

    /**
     * Creates the temporary file.
     *
     * @param sync whether its bytes are forced to the disk before it is moved
     * @param lengthBytes about how long it will be: a large file is written in another way than a small one
     * @throws IOException if it cannot be created
     */
    public static AtomicFile create(Path path, boolean sync, long lengthBytes) throws IOException {
        // A link is followed, so that what it points to is replaced and not the link.
        Path target = Files.isSymbolicLink(path) ? path.toRealPath() : path.toAbsolutePath();
        Path folder = target.getParent();
        Path name = target.getFileName();
        if (folder == null || name == null || Files.isDirectory(target)) {
            throw new IOException("cannot write a file over the directory " + path);
        }
        Path temporary = folder.resolve("." + name + "." + Long.toHexString(System.nanoTime()) + ".tmp");
        FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new AtomicFile(target, temporary, channel, sync, lengthBytes >= BlockWriter.LARGE_BYTES);
    }

    /**
     * A channel that writes it from its start; to be closed before {@link #commit()}.
     *
     * @throws IOException if it cannot be written
     */
    public BufferedSeekableChannel output() throws IOException {
        return new BufferedSeekableChannel(new BlockWriter(channel, sync, uncached, large));
    }

    /**
     * Puts the file into place.
     *
     * @throws IOException if it cannot; the old file is then still there
     */
    public void commit() throws IOException {
        if (sync != null) {
            sync.await();
            channel.force(true);
        }
        closeChannels();
        ReplacedFile replaced = ReplacedFile.hold(target);
        try {
            move();
        } finally {
            replaced.release();
        }
        committed = true;
        if (sync != null) {
            syncFolder();
        }
    }

    private void move() throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes the new name itself durable. Windows cannot open a directory, and needs no such call. */
    private void syncFolder() {
        try (FileChannel folder = FileChannel.open(target.resolveSibling(""), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // The file is in place and synced; only the moment at which the name becomes durable is left to the system.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        if (!committed) {
            closeChannels();
            Files.deleteIfExists(temporary);
        }
    }

    private void closeChannels() throws IOException {
        if (uncached != null) {
            uncached.close();
        }
        channel.close();
    }
}
