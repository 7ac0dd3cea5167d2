package dev.sconce.torch;

import java.util.Objects;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.pytorch.DeviceGuardImplInterface;
import org.bytedeco.pytorch.global.torch.EventFlag;
import org.jspecify.annotations.Nullable;

/**
 * A mark in a queue of work of a CUDA device, as {@code torch.cuda.Event}: to wait for it, or to measure the time between
 * two. It belongs to the device of the stream that it is first recorded in; Python's events between processes have no
 * counterpart.
 */
public final class CudaEvent implements AutoCloseable {
    private final DeviceGuardImplInterface impl = Cuda.impl("Tried to instantiate dummy base class Event");
    private final boolean enableTiming;
    private @Nullable Pointer event;
    private int device = -1;

    /**
     * Makes an event that measures no time.
     *
     * @throws TorchException where there is no CUDA
     */
    public CudaEvent() {
        this(false);
    }

    /**
     * Makes an event.
     *
     * @param enableTiming whether {@link #elapsedTime} is wanted
     * @throws TorchException where there is no CUDA
     */
    public CudaEvent(boolean enableTiming) {
        this.enableTiming = enableTiming;
    }

    /**
     * Puts this mark behind all that was queued on the current stream.
     *
     * @throws TorchException if this was recorded on another device
     */
    public void record() {
        record(Cuda.currentStream());
    }

    /**
     * Puts this mark behind all that was queued on a stream. Recorded again, it stands there and no longer where it was.
     *
     * @param stream the stream
     * @throws TorchException if this was recorded on another device
     */
    public void record(CudaStream stream) {
        byte target = stream.handle().device_index();
        if (device >= 0 && device != target) {
            throw new TorchException(
                    "Event device " + device + " does not match recording stream's device " + target + ".");
        }
        try (PointerPointer<Pointer> slot = new PointerPointer<>(1)) {
            slot.put(0, event);
            impl.record(
                    slot,
                    stream.handle(),
                    target,
                    enableTiming ? EventFlag.BACKEND_DEFAULT : EventFlag.PYTORCH_DEFAULT);
            event = slot.get(Pointer.class, 0);
            device = target;
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * Has what is queued on the current stream from now on wait for this mark. Does nothing if it was not recorded.
     *
     * @throws TorchException where there is no CUDA
     */
    public void await() {
        await(Cuda.currentStream());
    }

    /**
     * Has what is queued on a stream from now on wait for this mark ({@code wait}, a word that Java keeps). Does nothing if it
     * was not recorded.
     *
     * @param stream the stream
     */
    public void await(CudaStream stream) {
        if (event != null) {
            impl.block(event, stream.handle());
        }
    }

    /**
     * Whether all that was queued before this mark is done.
     *
     * @return true if it was not recorded
     */
    public boolean query() {
        return event == null || impl.queryEvent(event);
    }

    /**
     * Waits until all that was queued before this mark is done.
     *
     * @throws TorchException if what was queued has failed
     */
    public void synchronize() {
        if (event != null) {
            try {
                impl.synchronizeEvent(event);
            } catch (RuntimeException e) {
                throw TorchException.from(e);
            }
        }
    }

    /**
     * The time between this mark and another.
     *
     * @param end the later one
     * @return milliseconds
     * @throws TorchException if one of them was not recorded, is not reached yet, or does not measure time
     */
    public double elapsedTime(CudaEvent end) {
        if (event == null || end.event == null) {
            throw new TorchException("Both events must be recorded before calculating elapsed time.");
        }
        if (!enableTiming || !end.enableTiming) {
            throw new TorchException("Both events must be created with argument 'enable_timing=True'.");
        }
        if (!query() || !end.query()) {
            throw new TorchException("Both events must be completed before calculating elapsed time.");
        }
        try {
            return impl.elapsedTime(Objects.requireNonNull(event), end.event, (byte) device);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /** Frees the native event; it counts as not recorded then. */
    @Override
    public void close() {
        Pointer open = event;
        if (open != null) {
            event = null;
            impl.destroyEvent(open, (byte) device);
        }
    }
}
