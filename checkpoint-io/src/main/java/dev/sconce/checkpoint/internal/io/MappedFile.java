package dev.sconce.checkpoint.internal.io;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.FileRegion;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file of any size, mapped piece by piece when its bytes are asked for.
 *
 * <p>On Java 17 one mapping holds less than 2 GiB. Windows therefore begin at every gibibyte and are up to two long, so
 * that any run of up to a gibibyte lies within one. A mapping lives until the garbage collector finds it unused; buffers
 * that were handed out stay valid after {@link #close()}. A file must not be cut short while it is mapped: the operating
 * system then ends the access with a fault.
 */
public final class MappedFile implements Closeable {
    private static final long WINDOW_STEP = 1L << 30;
    private static final long WINDOW_BYTES = Integer.MAX_VALUE;

    private final Path path;
    private final FileChannel channel;
    private final long lengthBytes;
    private final Map<Long, MappedByteBuffer> windows = new HashMap<>();

    private MappedFile(Path path, FileChannel channel, long lengthBytes) {
        this.path = path;
        this.channel = channel;
        this.lengthBytes = lengthBytes;
    }

    /**
     * Opens a file for reading.
     *
     * @throws IOException if it cannot be opened
     */
    public static MappedFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new MappedFile(path, channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The file's path, as it was given. */
    public Path path() {
        return path;
    }

    /** How long the file was when it was opened. */
    public long lengthBytes() {
        return lengthBytes;
    }

    /**
     * A part of the file, read-only and little-endian, mapped.
     *
     * @throws CheckpointFormatException if the part is not inside the file
     * @throws IOException if it cannot be mapped
     */
    public ByteBuffer bytes(long offset, int length) throws IOException {
        requireInside(offset, length);
        long step = offset / WINDOW_STEP;
        long start = step * WINDOW_STEP;
        MappedByteBuffer window;
        if (offset + length <= start + WINDOW_BYTES) {
            window = window(step);
        } else {
            window = channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
            start = offset;
        }
        return window.slice((int) (offset - start), length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private MappedByteBuffer window(long step) throws IOException {
        synchronized (windows) {
            MappedByteBuffer window = windows.get(step);
            if (window == null) {
                long start = step * WINDOW_STEP;
                window = channel.map(FileChannel.MapMode.READ_ONLY, start, Math.min(WINDOW_BYTES, lengthBytes - start));
                windows.put(step, window);
            }
            return window;
        }
    }

    private void requireInside(long offset, long length) throws CheckpointFormatException {
        if (offset < 0 || length < 0 || offset > lengthBytes - length) {
            throw CheckpointFormatException.corrupt("the file ends before the bytes that it announces")
                    .expected(length + " bytes at offset " + offset, "a file of " + lengthBytes + " bytes")
                    .inFile(path);
        }
    }

    /**
     * A part of the file, as bytes that are mapped when they are asked for.
     *
     * @throws CheckpointFormatException if the part is not inside the file
     */
    public ByteSource part(long offset, long length) throws CheckpointFormatException {
        requireInside(offset, length);
        return new Part(offset, length);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private final class Part implements ByteSource {
        private final long start;
        private final long length;

        Part(long start, long length) {
            this.start = start;
            this.length = length;
        }

        @Override
        public long lengthBytes() {
            return length;
        }

        @Override
        public ByteBuffer bytes(long offset, int count) throws IOException {
            return MappedFile.this.bytes(start + offset, count);
        }

        @Override
        public Optional<FileRegion> region() {
            return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                    ? Optional.of(new FileRegion(path, start, length))
                    : Optional.empty();
        }
    }
}
