package dev.sconce.checkpoint.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import java.util.Optional;

/**
 * The bytes that one or more tensors are views of: {@code torch.UntypedStorage}. Tensors that share memory in Python hold
 * the same HostStorage object, and a writer writes it once.
 */
public final class HostStorage {
    private static final String CPU = "cpu";

    /** Writes all the bytes of a storage; called when, and as often as, they are wanted. */
    @FunctionalInterface
    public interface Supplier {
        /**
         * Writes exactly the announced number of bytes, little-endian, the same each time.
         *
         * @throws IOException if it cannot, or if the channel fails
         */
        void writeTo(WritableByteChannel channel) throws IOException;
    }

    private final ByteSource source;
    private final String location;

    private HostStorage(ByteSource source, String location) {
        this.source = source;
        this.location = location;
    }

    /** A storage of these bytes, on the CPU. */
    public static HostStorage of(ByteSource source) {
        return new HostStorage(source, CPU);
    }

    /**
     * A storage of these bytes.
     *
     * @param location where Python had it: {@code cpu}, {@code cuda:0}, ...
     */
    public static HostStorage of(ByteSource source, String location) {
        return new HostStorage(source, location);
    }

    /** A storage of a buffer's bytes, from its position to its limit; not copied, little-endian. */
    public static HostStorage of(ByteBuffer bytes) {
        return of(ByteSource.of(bytes));
    }

    /** A storage of these bytes; not copied, little-endian. */
    public static HostStorage of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes));
    }

    /**
     * A storage whose bytes are made when they are written, so that more can be written than fits into memory.
     *
     * @param lengthBytes how many bytes the supplier writes
     */
    public static HostStorage of(long lengthBytes, Supplier supplier) {
        return of(new SuppliedBytes(lengthBytes, supplier));
    }

    /** How many bytes. */
    public long lengthBytes() {
        return source.lengthBytes();
    }

    /** Where Python had it: {@code cpu}, {@code cuda:0}, ... The bytes are readable here whatever it says. */
    public String location() {
        return location;
    }

    /**
     * Where the bytes lie uncompressed, in this machine's byte order, so that they can be mapped; empty where they do
     * not.
     */
    public Optional<FileRegion> region() {
        return source.region();
    }

    /**
     * A part of the bytes, read-only and little-endian; mapped, not copied, where they lie in a file as they are.
     *
     * @param offset where it begins, in bytes
     * @param length how many
     * @throws IndexOutOfBoundsException if the part is not inside
     * @throws IOException if the bytes cannot be read
     */
    public ByteBuffer bytes(long offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, lengthBytes());
        return source.bytes(offset, length);
    }

    /**
     * Writes all the bytes.
     *
     * @throws IOException if they cannot be read, or the channel fails
     */
    public void transferTo(WritableByteChannel channel) throws IOException {
        source.writeTo(channel);
    }

    @Override
    public String toString() {
        return "storage(" + lengthBytes() + " bytes, " + location + ")";
    }
}
