package dev.sconce.checkpoint.model;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The elements of a tensor, in row-major order, whatever its strides; lazy conjugates and negatives resolved. The elements
 * of a quantized tensor are its integers.
 *
 * <p>All methods read what they need and keep nothing.
 */
public final class TensorData {
    private final HostTensor tensor;
    private final long maxExpandedBytes;
    private final Progress progress;

    TensorData(HostTensor tensor, long maxExpandedBytes, Progress progress) {
        this.tensor = tensor;
        this.maxExpandedBytes = maxExpandedBytes;
        this.progress = progress;
    }

    /** The same elements; the listener is told of their bytes as one of the methods here reads them. */
    public TensorData withProgress(Progress listener) {
        return new TensorData(tensor, maxExpandedBytes, listener);
    }

    /** Gets a run of elements: read-only, little-endian, from its position to its limit, whole elements. */
    @FunctionalInterface
    public interface ChunkConsumer {
        /** Takes it; the buffer is used again afterwards. */
        void accept(ByteBuffer chunk) throws IOException;
    }

    /**
     * All elements in runs of about a mebibyte.
     *
     * @throws IllegalStateException if it is a meta tensor
     * @throws IOException if the bytes cannot be read, or the consumer fails
     */
    public void forEachChunk(ChunkConsumer consumer) throws IOException {
        long storageBytes = tensor.storage().lengthBytes();
        if (tensor.lengthBytes() > Math.max(storageBytes, maxExpandedBytes)) {
            throw CheckpointFormatException.limit(
                            "the size in bytes of an expanded " + tensor,
                            tensor.lengthBytes(),
                            maxExpandedBytes,
                            "maxExpandedBytes")
                    .inFile(tensor.storage().region().map(FileRegion::path).orElse(null));
        }
        new TensorChunks(tensor).forEach(progress == Progress.NONE ? consumer : telling(consumer));
    }

    private ChunkConsumer telling(ChunkConsumer consumer) {
        long[] done = {0};
        return chunk -> {
            done[0] += chunk.remaining();
            consumer.accept(chunk);
            progress.update(done[0], tensor.lengthBytes());
        };
    }

    /**
     * The bytes of all elements, read-only and little-endian: a view of the storage if they lie there so, else a copy.
     *
     * @throws IllegalArgumentException if they are more than 2 GiB
     * @throws IOException if the bytes cannot be read
     */
    public ByteBuffer toBuffer() throws IOException {
        if (isPlain()) {
            int length = requireArrayLength(tensor.lengthBytes());
            long offset = tensor.elementCount() == 0
                    ? 0
                    : tensor.offsetElements() * tensor.dtype().sizeBytes();
            return tensor.storage().bytes(offset, length);
        }
        return ByteBuffer.wrap(toByteArray())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asReadOnlyBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private boolean isPlain() {
        return tensor.layout().isContiguous() && !tensor.isConjugated() && !tensor.isNegated();
    }

    /**
     * The bytes of all elements, little-endian.
     *
     * @throws IllegalArgumentException if they are more than an array holds
     * @throws IOException if the bytes cannot be read
     */
    public byte[] toByteArray() throws IOException {
        if (tensor.lengthBytes() > Math.max(tensor.storage().lengthBytes(), maxExpandedBytes)) {
            forEachChunk(chunk -> {});
        }
        byte[] bytes = new byte[requireArrayLength(tensor.lengthBytes())];
        var target = ByteBuffer.wrap(bytes);
        forEachChunk(target::put);
        return bytes;
    }

    /**
     * The elements as doubles; integers above 2^53 are rounded to the nearest.
     *
     * @throws IllegalArgumentException for complex and opaque types
     * @throws IOException if the bytes cannot be read
     */
    public double[] toDoubleArray() throws IOException {
        var decoder = ElementDecoder.of(tensor.dtype());
        double[] values = new double[requireArrayLength(tensor.elementCount())];
        int[] next = {0};
        forEachChunk(chunk -> {
            while (chunk.hasRemaining()) {
                values[next[0]++] = decoder.nextDouble(chunk);
            }
        });
        return values;
    }

    /** Gets a run of elements as doubles, from the buffer's position to its limit. */
    @FunctionalInterface
    public interface DoublesConsumer {
        /** Takes it; the buffer is used again afterwards. */
        void accept(DoubleBuffer values) throws IOException;
    }

    /**
     * All elements as doubles, in runs: for what does not fit an array.
     *
     * @throws IllegalArgumentException for complex and opaque types
     * @throws IOException if the bytes cannot be read, or the consumer fails
     */
    public void forEachDoubles(DoublesConsumer consumer) throws IOException {
        var decoder = ElementDecoder.of(tensor.dtype());
        forEachChunk(chunk -> {
            var values =
                    DoubleBuffer.allocate(chunk.remaining() / tensor.dtype().sizeBytes());
            while (chunk.hasRemaining()) {
                values.put(decoder.nextDouble(chunk));
            }
            consumer.accept(values.flip());
        });
    }

    /**
     * The elements as floats, those of wider types rounded to the nearest.
     *
     * @throws IllegalArgumentException for complex and opaque types
     * @throws IOException if the bytes cannot be read
     */
    public float[] toFloatArray() throws IOException {
        if (tensor.dtype() == ElementType.FLOAT32) {
            float[] values = new float[requireArrayLength(tensor.elementCount())];
            int[] next = {0};
            forEachChunk(chunk -> {
                var floats = chunk.asFloatBuffer();
                int count = floats.remaining();
                floats.get(values, next[0], count);
                next[0] += count;
            });
            return values;
        }
        double[] wide = toDoubleArray();
        float[] values = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            values[i] = (float) wide[i];
        }
        return values;
    }

    /**
     * The elements of an integer or boolean type; those of uint64 by their bits.
     *
     * @throws IllegalArgumentException for other types
     * @throws IOException if the bytes cannot be read
     */
    public long[] toLongArray() throws IOException {
        var decoder = ElementDecoder.of(tensor.dtype());
        long[] values = new long[requireArrayLength(tensor.elementCount())];
        int[] next = {0};
        forEachChunk(chunk -> {
            while (chunk.hasRemaining()) {
                values[next[0]++] = decoder.nextLong(chunk);
            }
        });
        return values;
    }

    /**
     * Smallest, largest and mean value, and how many are not finite.
     *
     * @throws IllegalArgumentException for complex and opaque types
     * @throws IOException if the bytes cannot be read
     */
    public TensorStatistics statistics() throws IOException {
        return TensorStatistics.of(this, tensor);
    }

    /**
     * The SHA-256 of the bytes of all elements, in hexadecimal.
     *
     * @throws IOException if the bytes cannot be read
     */
    public String sha256() throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            forEachChunk(digest::update);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * Writes the bytes of all elements.
     *
     * @throws IOException if they cannot be read, or the channel fails
     */
    public void writeTo(WritableByteChannel channel) throws IOException {
        forEachChunk(chunk -> {
            while (chunk.hasRemaining()) {
                channel.write(chunk);
            }
        });
    }

    private static int requireArrayLength(long length) {
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a Java array or buffer holds less than 2^31, but the tensor has "
                    + length + "; read it with forEachChunk");
        }
        return (int) length;
    }
}
