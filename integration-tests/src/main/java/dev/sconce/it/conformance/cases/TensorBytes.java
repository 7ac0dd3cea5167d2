package dev.sconce.it.conformance.cases;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;

/** Tensors from raw bytes and back. */
public final class TensorBytes {
    private TensorBytes() {}

    /**
     * Makes a contiguous tensor.
     *
     * @param bytes its elements, little-endian
     * @throws IllegalArgumentException if the bytes are too many or too few
     */
    public static Tensor tensor(ByteBuffer bytes, DType dtype, long... shape) {
        Tensor tensor = Torch.empty(shape, o -> o.dtype(dtype));
        if (tensor.nbytes() != bytes.remaining()) {
            throw new IllegalArgumentException("a tensor of " + tensor.nbytes() + " bytes has " + bytes.remaining());
        }
        if (bytes.hasRemaining()) {
            try (BytePointer data = pointer(tensor)) {
                data.asByteBuffer().put(bytes.duplicate());
            }
        }
        return tensor;
    }

    /**
     * The elements of a dense tensor, row by row, little-endian.
     *
     * @return a fresh buffer
     */
    public static ByteBuffer of(Tensor tensor) {
        try (Tensor dense = tensor.detach();
                Tensor contiguous = dense.contiguous()) {
            ByteBuffer copy =
                    ByteBuffer.allocate(Math.toIntExact(contiguous.nbytes())).order(ByteOrder.LITTLE_ENDIAN);
            if (copy.hasRemaining()) {
                try (BytePointer data = pointer(contiguous)) {
                    copy.put(data.asByteBuffer()).flip();
                }
            }
            return copy;
        }
    }

    /** Whether a tensor is a list of coordinates and values. */
    public static boolean isSparse(Tensor tensor) {
        return tensor.unwrap().is_sparse();
    }

    private static BytePointer pointer(Tensor tensor) {
        return new BytePointer(tensor.unwrap().data_ptr()).capacity(tensor.nbytes());
    }
}
