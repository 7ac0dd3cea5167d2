package dev.sconce.it.conformance.cases;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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
        tensor.asByteBuffer().put(bytes.duplicate());
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
            return copy.put(contiguous.asByteBuffer()).flip();
        }
    }
}
