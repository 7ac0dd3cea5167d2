package dev.sconce.torch;

import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The bytes that tensors are views of, as an object of its own in a checkpoint: {@code torch.UntypedStorage} or, with a
 * dtype, {@code torch.TypedStorage}. It holds a tensor over them, which is freed as any other: by its scope, or when it is
 * collected.
 */
public final class Storage {
    private final Tensor bytes;
    private final DType dtype;
    private final boolean typed;

    Storage(Tensor bytes, DType dtype, boolean typed) {
        this.bytes = bytes;
        this.dtype = dtype;
        this.typed = typed;
    }

    /** A tensor over the whole storage of another. */
    static org.bytedeco.pytorch.Tensor bytesOf(org.bytedeco.pytorch.Tensor tensor) {
        try (var bytes = new TensorOptions(ScalarType.Byte);
                var device = tensor.device();
                var known = new DeviceOptional(device);
                var options = bytes.device(known);
                var format = new MemoryFormatOptional()) {
            var all = torch.empty(new long[] {0}, options, format);
            var storage = tensor.storage();
            all.set_(storage, 0, new long[] {storage.nbytes()}, new long[] {1});
            return all;
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * The bytes, as a tensor over them: writing to one writes to all tensors of this storage.
     *
     * @return a vector of uint8
     */
    public Tensor bytes() {
        return bytes;
    }

    /**
     * The elements, as a tensor over them.
     *
     * @return a vector of {@link #dtype()}
     */
    public Tensor tensor() {
        return dtype == DType.UINT8 ? bytes : bytes.view(dtype);
    }

    /**
     * The dtype of a typed storage.
     *
     * @return uint8 for one that has none
     */
    public DType dtype() {
        return dtype;
    }

    /**
     * Whether it goes into a checkpoint with its dtype.
     *
     * @return false for {@code torch.UntypedStorage}
     */
    public boolean isTyped() {
        return typed;
    }

    /**
     * How many bytes there are.
     *
     * @return as {@code nbytes()}
     */
    public long nbytes() {
        return bytes.numel();
    }

    /** Tells the size, the dtype and the device. */
    @Override
    public String toString() {
        String kind = typed ? "TypedStorage(dtype=torch." + dtype : "UntypedStorage(";
        return "torch.storage." + kind + (typed ? ", " : "") + "device=" + bytes.device() + ") of size "
                + nbytes() / dtype.itemSize();
    }
}
