package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;

/**
 * A tensor that belongs to a {@link Module}'s state and is not learned, as {@code torch.nn.Buffer}: a field of this type
 * registers itself.
 *
 * <p>A buffer belongs to no {@link dev.sconce.torch.TensorScope}; it lives as long as the module that holds it.
 */
public class Buffer extends Tensor {
    private final boolean persistent;

    /**
     * Makes a buffer that is part of the state dict.
     *
     * @param data its values; the tensor is the same native one
     */
    public Buffer(Tensor data) {
        this(data, true);
    }

    /**
     * Makes a buffer.
     *
     * @param data its values; the tensor is the same native one
     * @param persistent whether it is part of the state dict
     */
    public Buffer(Tensor data, boolean persistent) {
        super(data);
        this.persistent = persistent;
    }

    /**
     * Whether this buffer is part of the state dict.
     *
     * @return true by default
     */
    public final boolean isPersistent() {
        return persistent;
    }

    /** A buffer of the same values. */
    Buffer copy() {
        try (var scope = new TensorScope()) {
            return new Buffer(detach().clone(), persistent);
        }
    }

    /** Stands for other values from now on, of any shape, dtype and device. */
    final void adopt(Tensor values) {
        become(values);
    }
}
