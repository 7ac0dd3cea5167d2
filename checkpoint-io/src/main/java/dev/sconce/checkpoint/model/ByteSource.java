package dev.sconce.checkpoint.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/**
 * Bytes that are somewhere: in a file, on the heap, or made on demand. Little-endian.
 *
 * <p>Implement it to write tensors whose bytes are not in Java's memory; {@link #lengthBytes} and {@link #writeTo} are
 * all that the writers call.
 */
public interface ByteSource {
    /** How many bytes. */
    long lengthBytes();

    /**
     * A part of them, read-only and little-endian; a view where that is possible.
     *
     * @param offset where it begins, in bytes
     * @param length how many
     * @throws IOException if they cannot be read
     */
    ByteBuffer bytes(long offset, int length) throws IOException;

    /**
     * Writes all of them. May be called more than once and writes the same each time.
     *
     * @throws IOException if they cannot be read, or the channel fails
     */
    default void writeTo(WritableByteChannel channel) throws IOException {
        final int chunkBytes = 1 << 20;
        long length = lengthBytes();
        for (long offset = 0; offset < length; offset += chunkBytes) {
            ByteBuffer chunk = bytes(offset, (int) Math.min(chunkBytes, length - offset));
            while (chunk.hasRemaining()) {
                channel.write(chunk);
            }
        }
    }

    /** Where they lie in a file, if they lie there as they are. */
    default Optional<FileRegion> region() {
        return Optional.empty();
    }

    /** The bytes of a buffer, from its position to its limit; not copied. */
    static ByteSource of(ByteBuffer buffer) {
        ByteBuffer all = buffer.slice().asReadOnlyBuffer();
        return new ByteSource() {
            @Override
            public long lengthBytes() {
                return all.capacity();
            }

            @Override
            public ByteBuffer bytes(long offset, int length) {
                return all.slice(Math.toIntExact(offset), length).order(ByteOrder.LITTLE_ENDIAN);
            }
        };
    }
}
