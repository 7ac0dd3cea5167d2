package dev.sconce.torch;

import java.lang.reflect.InvocationTargetException;
import java.util.function.ToLongFunction;
import org.bytedeco.pytorch.DeviceGuardImplInterface;
import org.bytedeco.pytorch.SizeTPair;
import org.bytedeco.pytorch.Stream;
import org.bytedeco.pytorch.cuda.DeviceStats;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch_cuda;

/**
 * CUDA devices, as {@code torch.cuda}. Whether there is one is asked with {@link #isAvailable()}; everything else throws
 * where there is none, in Python's words. Nothing here loads the CUDA natives before it is needed.
 */
public final class Cuda {
    static {
        NativeLibrary.load();
    }

    private Cuda() {}

    /**
     * Whether there are CUDA natives and a device for them.
     *
     * @return whether {@code cuda} tensors can be made
     */
    public static boolean isAvailable() {
        return torch.cuda_is_available();
    }

    /**
     * The number of CUDA devices.
     *
     * @return 0 where there are none
     */
    public static int deviceCount() {
        return torch.cuda_device_count();
    }

    /**
     * The device that {@code cuda} without a number stands for, on this thread.
     *
     * @return its number
     * @throws TorchException where there is no CUDA
     */
    public static int currentDevice() {
        try (org.bytedeco.pytorch.Device device = impl().getDevice()) {
            return device.index();
        }
    }

    /**
     * Makes a device the one that {@code cuda} without a number stands for, on this thread
     * ({@code torch.cuda.device(index)}).
     *
     * @param index its number
     * @return the handle that brings back the one before
     * @throws TorchException where there is no such device
     */
    public static ThreadMode device(int index) {
        int before = currentDevice();
        setDevice(index);
        return new ThreadMode("CUDA device", () -> setDevice(before));
    }

    /**
     * Makes a device the one that {@code cuda} without a number stands for, on this thread.
     *
     * @param index its number
     * @throws TorchException where there is no such device
     */
    public static void setDevice(int index) {
        try (org.bytedeco.pytorch.Device device = checked(index).toNative()) {
            impl().setDevice(device);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * The product name of a device.
     *
     * @param index its number
     * @return such as {@code NVIDIA H200}
     * @throws TorchException where there is no such device
     */
    public static String getDeviceName(int index) {
        checked(index);
        // Its properties are a class of the CUDA presets, which are on the class path only beside the CUDA natives.
        try {
            Object properties = torch_cuda
                    .class
                    .getMethod("getDeviceProperties", byte.class)
                    .invoke(null, (byte) index);
            Object name = properties.getClass().getMethod("name").invoke(properties);
            return name instanceof org.bytedeco.javacpp.BytePointer text ? text.getString() : String.valueOf(name);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new TorchException("The CUDA presets on the class path do not belong to these PyTorch presets", e);
        } catch (InvocationTargetException e) {
            throw new TorchException(String.valueOf(e.getCause()), e);
        }
    }

    /**
     * Waits until everything that was begun on the current device is done.
     *
     * @throws TorchException where there is no CUDA
     */
    public static void synchronize() {
        synchronize(currentDevice());
    }

    /**
     * Waits until everything that was begun on a device is done.
     *
     * @param index its number
     * @throws TorchException where there is no such device, or what was begun has failed
     */
    public static void synchronize(int index) {
        checked(index);
        try {
            torch.cuda_synchronize(index);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * The stream that operations on the current device are queued on, on this thread.
     *
     * @return the stream
     * @throws TorchException where there is no CUDA
     */
    public static CudaStream currentStream() {
        DeviceGuardImplInterface impl = impl();
        try (org.bytedeco.pytorch.Device device = impl.getDevice()) {
            return new CudaStream(impl.getStream(device));
        }
    }

    /**
     * The stream of the current device that is used unless another is chosen.
     *
     * @return the stream
     * @throws TorchException where there is no CUDA
     */
    public static CudaStream defaultStream() {
        DeviceGuardImplInterface impl = impl();
        try (org.bytedeco.pytorch.Device device = impl.getDevice()) {
            return new CudaStream(impl.getDefaultStream(device));
        }
    }

    /**
     * Queues operations of this thread on another stream ({@code torch.cuda.stream(stream)}).
     *
     * @param stream the stream
     * @return the handle that brings back the one before
     */
    public static ThreadMode stream(CudaStream stream) {
        Stream before = impl().exchangeStream(stream.handle());
        return new ThreadMode("CUDA stream", () -> impl().exchangeStream(before));
    }

    // Memory; the numbers are those of the caching allocator

    /**
     * The bytes that tensors on a device hold.
     *
     * @param index its number
     * @return bytes; 0 where there is no CUDA
     * @throws TorchException where there is CUDA but no such device
     */
    public static long memoryAllocated(int index) {
        return statistic(index, stats -> stats.allocated_bytes().current());
    }

    /**
     * The most bytes that tensors on a device held since {@link #resetPeakMemoryStats}.
     *
     * @param index its number
     * @return bytes; 0 where there is no CUDA
     * @throws TorchException where there is CUDA but no such device
     */
    public static long maxMemoryAllocated(int index) {
        return statistic(index, stats -> stats.allocated_bytes().peak());
    }

    /**
     * The bytes that are taken from a device, for tensors and kept for more.
     *
     * @param index its number
     * @return bytes; 0 where there is no CUDA
     * @throws TorchException where there is CUDA but no such device
     */
    public static long memoryReserved(int index) {
        return statistic(index, stats -> stats.reserved_bytes().current());
    }

    /**
     * The most bytes that were taken from a device since {@link #resetPeakMemoryStats}.
     *
     * @param index its number
     * @return bytes; 0 where there is no CUDA
     * @throws TorchException where there is CUDA but no such device
     */
    public static long maxMemoryReserved(int index) {
        return statistic(index, stats -> stats.reserved_bytes().peak());
    }

    /**
     * Begins the count of the most bytes anew.
     *
     * @param index the number of the device
     * @throws TorchException where there is no such device
     */
    public static void resetPeakMemoryStats(int index) {
        checked(index);
        torch_cuda.getAllocator().resetPeakStats((byte) index);
    }

    /**
     * The bytes of a device that nobody uses ({@code torch.cuda.mem_get_info()[0]}).
     *
     * @param index its number
     * @return bytes
     * @throws TorchException where there is no such device
     */
    public static long freeMemory(int index) {
        checked(index);
        try (SizeTPair free = torch_cuda.getAllocator().getMemoryInfo((byte) index)) {
            return free.first();
        }
    }

    /**
     * The bytes of a device ({@code torch.cuda.mem_get_info()[1]}).
     *
     * @param index its number
     * @return bytes
     * @throws TorchException where there is no such device
     */
    public static long totalMemory(int index) {
        checked(index);
        try (SizeTPair free = torch_cuda.getAllocator().getMemoryInfo((byte) index)) {
            return free.second();
        }
    }

    /** Gives memory that is kept for more tensors back to the devices; does nothing where there is no CUDA. */
    public static void emptyCache() {
        if (isAvailable()) {
            torch_cuda.getAllocator().emptyCache();
        }
    }

    private static long statistic(int index, ToLongFunction<DeviceStats> which) {
        if (!isAvailable()) {
            return 0;
        }
        checked(index);
        try (DeviceStats stats = torch_cuda.getAllocator().getDeviceStats((byte) index)) {
            return which.applyAsLong(stats);
        }
    }

    static DeviceGuardImplInterface impl() {
        if (!torch.hasDeviceGuardImpl(DeviceType.CUDA)) {
            throw new TorchException("Torch not compiled with CUDA enabled");
        }
        return torch.getDeviceGuardImpl(DeviceType.CUDA);
    }

    private static Device checked(int index) {
        impl();
        if (index < 0 || index >= deviceCount()) {
            throw new TorchException(
                    "Invalid device id: there are " + deviceCount() + " CUDA device(s), but got " + index);
        }
        return Device.cuda(index);
    }
}
