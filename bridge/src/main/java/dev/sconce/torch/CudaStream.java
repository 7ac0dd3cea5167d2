package dev.sconce.torch;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.pytorch.DeviceGuardImplInterface;
import org.bytedeco.pytorch.Stream;
import org.bytedeco.pytorch.global.torch.EventFlag;

/**
 * A queue of work of a CUDA device, as {@code torch.cuda.Stream}. Work in one stream is done in order; work in two, at
 * once. {@link Cuda#stream} chooses the one that operations are queued on.
 */
public final class CudaStream {
    private final Stream handle;

    CudaStream(Stream handle) {
        this.handle = handle;
    }

    /**
     * Takes a stream of the current device from the pool.
     *
     * @throws TorchException where there is no CUDA
     */
    public CudaStream() {
        this(take());
    }

    private static Stream take() {
        DeviceGuardImplInterface impl = Cuda.impl("torch.cuda.Stream requires CUDA support");
        try (org.bytedeco.pytorch.Device device = impl.getDevice()) {
            return impl.getStreamFromGlobalPool(device, false);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    Stream handle() {
        return handle;
    }

    /**
     * The device.
     *
     * @return such as {@code cuda:0}
     */
    public Device device() {
        try (org.bytedeco.pytorch.Device device = handle.device()) {
            return Device.of(device);
        }
    }

    /**
     * Whether everything that was queued is done.
     *
     * @return whether it is
     */
    public boolean query() {
        return TorchException.translating(() -> handle.query());
    }

    /**
     * Waits until everything that was queued is done.
     *
     * @throws TorchException if what was queued has failed
     */
    public void synchronize() {
        try {
            handle.synchronize();
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * Has what is queued here from now on wait for what is queued on another stream until now ({@code wait_stream}).
     *
     * @param other the other stream
     */
    public void waitStream(CudaStream other) {
        DeviceGuardImplInterface impl = Cuda.impl();
        byte device = other.handle.device_index();
        try (PointerPointer<Pointer> event = new PointerPointer<>(1)) {
            event.put(0, (Pointer) null);
            impl.record(event, other.handle, device, EventFlag.PYTORCH_DEFAULT);
            Pointer recorded = event.get(Pointer.class, 0);
            impl.block(recorded, handle);
            impl.destroyEvent(recorded, device);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * Says that a tensor which was made on another stream is used here, so that its memory is not given away before that
     * is done ({@code Tensor.record_stream}).
     *
     * @param tensor the tensor
     */
    public void use(Tensor tensor) {
        TorchException.translating(() -> tensor.handle().record_stream(handle));
    }

    /** Two objects may stand for one stream. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CudaStream stream && handle.equals(stream.handle);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(handle.hash());
    }

    /** Names the device and the stream, as Python does not: {@code cuda:0, stream 3}. */
    @Override
    public String toString() {
        return device() + ", stream " + handle.id();
    }
}
