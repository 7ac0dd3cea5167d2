package dev.sconce.torch;

import java.lang.ref.Cleaner;
import java.math.BigInteger;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Tensors and direct buffers over the same memory. Each keeps the other's memory alive: a tensor holds the buffer that it
 * was made of, and a buffer owns a native reference to its tensor.
 */
final class Buffers {
    /** Frees the native references of buffers that were collected. */
    private static final Cleaner CLEANER = Cleaner.create();

    private Buffers() {}

    /** A tensor over what a buffer has left, between its position and its limit. */
    static Tensor tensor(Buffer buffer, DType dtype, long... shape) {
        checkUsable(buffer);
        if (dtype.isQuantized()) { // libtorch would look for a scale that is not there
            throw new IllegalArgumentException("A buffer has no scale and no zero point for torch." + dtype
                    + "; make a tensor of integers, and use Torch.quantizePerTensor");
        }
        long elementSize = dtype(buffer).itemSize();
        long bytes = buffer.remaining() * elementSize;
        long[] sizes = shape.length == 0 ? new long[] {bytes / dtype.itemSize()} : shape.clone();
        BigInteger wanted = BigInteger.valueOf(dtype.itemSize());
        for (long size : sizes) {
            wanted = wanted.multiply(BigInteger.valueOf(size));
        }
        if (!wanted.equals(BigInteger.valueOf(bytes))) {
            throw new IllegalArgumentException("A tensor of shape " + Arrays.toString(sizes) + " and dtype " + dtype
                    + " takes " + wanted + " bytes, but the buffer has " + bytes + " left");
        }
        if (bytes == 0) {
            return Tensor.own(
                    new JavaArray(new byte[0], DType.INT8, sizes).toNative().to(dtype.scalarType()));
        }
        NativeLibrary.load();
        long address = new Pointer(buffer).address() + buffer.position() * elementSize;
        return ForeignMemory.tensor(address, sizes, dtype, new Keeper(buffer));
    }

    private static void checkUsable(Buffer buffer) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("Only a direct buffer can share its memory with a tensor;"
                    + " use ByteBuffer.allocateDirect, or Torch.fromArray to copy an array");
        }
        if (buffer.isReadOnly()) {
            throw new IllegalArgumentException(
                    "A read-only buffer cannot share its memory with a tensor, since writing to"
                            + " the tensor could end the JVM; copy it, or map the file with MapMode.PRIVATE");
        }
        ByteOrder order = order(buffer);
        if (order != ByteOrder.nativeOrder()) {
            throw new IllegalArgumentException(
                    "The buffer is " + order + ", but tensors are " + ByteOrder.nativeOrder());
        }
    }

    private static ByteOrder order(Buffer buffer) {
        if (buffer instanceof FloatBuffer floats) {
            return floats.order();
        } else if (buffer instanceof DoubleBuffer doubles) {
            return doubles.order();
        } else if (buffer instanceof LongBuffer longs) {
            return longs.order();
        } else if (buffer instanceof IntBuffer ints) {
            return ints.order();
        } else if (buffer instanceof ShortBuffer shorts) {
            return shorts.order();
        } else if (buffer instanceof CharBuffer chars) {
            return chars.order();
        }
        return ByteOrder.nativeOrder(); // of bytes, the tensor's dtype says how to read them
    }

    /** The dtype of a buffer's elements. */
    static DType dtype(Buffer buffer) {
        if (buffer instanceof FloatBuffer) {
            return DType.FLOAT32;
        } else if (buffer instanceof DoubleBuffer) {
            return DType.FLOAT64;
        } else if (buffer instanceof LongBuffer) {
            return DType.INT64;
        } else if (buffer instanceof IntBuffer) {
            return DType.INT32;
        } else if (buffer instanceof ShortBuffer) {
            return DType.INT16;
        } else if (buffer instanceof CharBuffer) {
            return DType.UINT16;
        }
        return DType.INT8;
    }

    /** The memory of a tensor; the buffer and all that are made of it keep that memory. */
    static ByteBuffer buffer(Tensor tensor) {
        checkShareable(tensor);
        if (tensor.numel() == 0) {
            return ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
        }
        var reference = new org.bytedeco.pytorch.Tensor(tensor.handle());
        ByteBuffer buffer;
        try (var data = new BytePointer(reference.data_ptr())) {
            data.capacity(tensor.nbytes());
            buffer = data.asByteBuffer().order(ByteOrder.nativeOrder());
        }
        CLEANER.register(buffer, reference::close);
        return buffer;
    }

    private static void checkShareable(Tensor tensor) {
        if (tensor.requiresGrad()) {
            throw new TorchException("Can't call asByteBuffer() on Tensor that requires grad."
                    + " Use tensor.detach().asByteBuffer() instead.");
        }
        if (!tensor.device().type().equals("cpu")) {
            throw new TorchException("Can't share the memory of a tensor on " + tensor.device()
                    + " with a buffer. Use tensor.cpu() to copy it to host memory first.");
        }
        if (tensor.layout() != Layout.STRIDED || tensor.isNested()) {
            throw new TorchException("Can't share the memory of a tensor of layout torch." + tensor.layout()
                    + ", whose elements do not lie in a row. Use tensor.toDense() first.");
        }
        var handle = tensor.handle();
        if (handle.is_conj() || handle.is_neg()) {
            throw new TorchException("Can't share the memory of a tensor that has its conjugate or negative bit set."
                    + " Use tensor.resolveConj().resolveNeg() first.");
        }
        if (handle._is_zerotensor() || !tensor.isContiguous()) {
            throw new TorchException(
                    "Can't share the memory of a tensor that is not contiguous. Use tensor.contiguous() first.");
        }
        if (tensor.nbytes() > Integer.MAX_VALUE) {
            throw new TorchException("A buffer holds at most 2 GiB, but this tensor takes " + tensor.nbytes()
                    + " bytes; take it in parts, such as tensor.narrow(...)");
        }
    }

    /** Holds a buffer for as long as a tensor uses its memory; then there is nothing more to do than to let it go. */
    private record Keeper(Buffer buffer) implements Runnable {
        @Override
        public void run() {}
    }
}
