package dev.sconce.checkpoint.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Walks over the elements of a tensor in row-major order and hands them out in runs. */
final class TensorChunks {
    private static final int CHUNK_BYTES = 1 << 20;

    private final HostTensor tensor;
    private final HostStorage storage;
    private final int elementBytes;
    private final long[] shape;
    private final long[] strides;

    TensorChunks(HostTensor tensor) {
        this.tensor = tensor;
        this.storage = tensor.storage();
        this.elementBytes = tensor.dtype().sizeBytes();
        this.shape = tensor.shape();
        this.strides = tensor.stridesElements();
    }

    void forEach(TensorData.ChunkConsumer consumer) throws IOException {
        if (tensor.elementCount() == 0) {
            return;
        }
        boolean resolve = tensor.isConjugated() || tensor.isNegated();
        TensorData.ChunkConsumer target = resolve ? chunk -> consumer.accept(resolved(chunk)) : consumer;
        if (tensor.layout().isContiguous()) {
            forEachContiguous(target);
        } else {
            gather(target);
        }
    }

    private void forEachContiguous(TensorData.ChunkConsumer consumer) throws IOException {
        long start = tensor.offsetElements() * elementBytes;
        long length = tensor.lengthBytes();
        for (long done = 0; done < length; done += CHUNK_BYTES) {
            consumer.accept(storage.bytes(start + done, (int) Math.min(CHUNK_BYTES, length - done)));
        }
    }

    /** Copies runs along the trailing dimensions that are contiguous; element by element where there are none. */
    private void gather(TensorData.ChunkConsumer consumer) throws IOException {
        var chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int outer = shape.length;
        long run = 1;
        while (outer > 0 && (shape[outer - 1] == 1 || strides[outer - 1] == run)) {
            run *= shape[--outer];
        }
        var window = new StorageWindow(storage);
        long[] index = new long[outer];
        long position = tensor.offsetElements();
        do {
            copyRun(window, position * elementBytes, run * elementBytes, chunk, consumer);
            int axis = outer - 1;
            while (axis >= 0 && index[axis] == shape[axis] - 1) {
                position -= index[axis] * strides[axis];
                index[axis--] = 0;
            }
            if (axis < 0) {
                break;
            }
            index[axis]++;
            position += strides[axis];
        } while (true);
        flush(chunk, consumer);
    }

    private void copyRun(
            StorageWindow window, long start, long length, ByteBuffer chunk, TensorData.ChunkConsumer consumer)
            throws IOException {
        for (long done = 0; done < length; ) {
            if (chunk.remaining() < elementBytes) {
                flush(chunk, consumer);
            }
            int count = (int) Math.min(length - done, chunk.remaining() - chunk.remaining() % elementBytes);
            window.copy(start + done, count, chunk);
            done += count;
        }
    }

    private static void flush(ByteBuffer chunk, TensorData.ChunkConsumer consumer) throws IOException {
        chunk.flip();
        if (chunk.hasRemaining()) {
            consumer.accept(chunk.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN));
        }
        chunk.clear();
    }

    /** Flips signs: of the imaginary part for a conjugate, of everything for a negative, of the real part for both. */
    private ByteBuffer resolved(ByteBuffer chunk) {
        byte[] bytes = new byte[chunk.remaining()];
        chunk.get(bytes);
        boolean complex = tensor.dtype().kind() == ElementType.Kind.COMPLEX;
        int part = complex ? elementBytes / 2 : elementBytes;
        for (int at = 0, number = 0; at < bytes.length; at += part, number++) {
            boolean imaginary = complex && number % 2 == 1;
            if (tensor.isNegated() != (imaginary && tensor.isConjugated())) {
                negate(bytes, at, part);
            }
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void negate(byte[] bytes, int at, int length) {
        ElementType.Kind kind = tensor.dtype().kind();
        if (kind == ElementType.Kind.FLOAT || kind == ElementType.Kind.COMPLEX) {
            bytes[at + length - 1] ^= (byte) 0x80;
            return;
        }
        int carry = 1;
        for (int i = at; i < at + length; i++) {
            int sum = (~bytes[i] & 0xff) + carry;
            bytes[i] = (byte) sum;
            carry = sum >> Byte.SIZE;
        }
    }

    /** The part of a storage that was read last, so that neighbouring elements do not ask the storage each time. */
    private static final class StorageWindow {
        private static final int WINDOW_BYTES = 1 << 24;

        private final HostStorage storage;
        private ByteBuffer window = ByteBuffer.allocate(0);
        private long start;

        StorageWindow(HostStorage storage) {
            this.storage = storage;
        }

        void copy(long offset, int length, ByteBuffer target) throws IOException {
            if (offset < start || offset + length > start + window.capacity()) {
                start = offset;
                window = storage.bytes(
                        offset, (int) Math.min(Math.max(length, WINDOW_BYTES), storage.lengthBytes() - offset));
                window = window.slice();
            }
            target.put(target.position(), window, (int) (offset - start), length);
            target.position(target.position() + length);
        }
    }
}
