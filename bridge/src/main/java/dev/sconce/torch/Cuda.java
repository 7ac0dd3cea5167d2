package dev.sconce.torch;

import java.util.Map;
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
        } catch (RuntimeException e) {
            throw TorchException.from(e);
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
        impl("PyTorch was compiled without CUDA support");
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
        return getDeviceProperties(index).name();
    }

    /**
     * What a device is.
     *
     * @param index its number
     * @return its name, memory, compute capability and others
     * @throws TorchException where there is no such device
     */
    public static CudaDeviceProperties getDeviceProperties(int index) {
        checked(index);
        return CudaDeviceProperties.of(index);
    }

    /**
     * The compute capability of a device ({@code torch.cuda.get_device_capability}).
     *
     * @param index its number
     * @return such as (9, 0)
     * @throws TorchException where there is no such device
     */
    public static Tuple getDeviceCapability(int index) {
        CudaDeviceProperties properties = getDeviceProperties(index);
        return Tuple.of(properties.major(), properties.minor());
    }

    /**
     * Whether a device can read another's memory ({@code torch.cuda.can_device_access_peer}).
     *
     * @param index the number of the one
     * @param peer the number of the other
     * @return whether it can
     * @throws TorchException where there is no such device
     */
    public static boolean canDeviceAccessPeer(int index, int peer) {
        checked(index);
        checked(peer);
        return TorchException.translating(() -> torch_cuda.canDeviceAccessPeer((byte) index, (byte) peer));
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
        } catch (RuntimeException e) {
            throw TorchException.from(e);
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
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * Queues operations of this thread on another stream ({@code torch.cuda.stream(stream)}).
     *
     * @param stream the stream
     * @return the handle that brings back the one before
     */
    public static ThreadMode stream(CudaStream stream) {
        Stream before = TorchException.translating(() -> impl().exchangeStream(stream.handle()));
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
     * All that the caching allocator counts on a device ({@code torch.cuda.memory_stats}).
     *
     * @param index its number
     * @return by Python's names, such as {@code allocated_bytes.all.current}, in their order; empty where there is no CUDA
     * @throws TorchException where there is CUDA but no such device
     */
    public static Map<String, Long> memoryStats(int index) {
        if (!isAvailable()) {
            return Map.of();
        }
        checked(index);
        try (DeviceStats stats = torch_cuda.getAllocator().getDeviceStats((byte) index)) {
            return CudaMemoryStats.of(stats);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * What the caching allocator counts on a device, as a table ({@code torch.cuda.memory_summary}).
     *
     * @param index its number
     * @param abbreviated whether the pools are left out
     * @return the table as Python prints it
     * @throws TorchException where there is no such device
     */
    public static String memorySummary(int index, boolean abbreviated) {
        checked(index);
        return CudaMemorySummary.of(memoryStats(index), index, abbreviated);
    }

    /**
     * Begins the sums of what was allocated and freed anew ({@code torch.cuda.reset_accumulated_memory_stats}).
     *
     * @param index the number of the device
     * @throws TorchException where there is no such device
     */
    public static void resetAccumulatedMemoryStats(int index) {
        checked(index);
        TorchException.translating(() -> torch_cuda.getAllocator().resetAccumulatedStats((byte) index));
    }

    /**
     * Limits the memory that tensors of this process take from a device; more is an out-of-memory error.
     *
     * @param fraction of the device's memory, from 0 to 1
     * @param index the number of the device
     * @throws IllegalArgumentException for another fraction
     * @throws TorchException where there is no such device
     */
    public static void setPerProcessMemoryFraction(double fraction, int index) {
        checked(index);
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException(
                    "Invalid fraction value: " + FloatText.repr(fraction) + ". Allowed range: 0~1");
        }
        TorchException.translating(() -> torch_cuda.getAllocator().setMemoryFraction(fraction, (byte) index));
    }

    /**
     * Begins the count of the most bytes anew.
     *
     * @param index the number of the device
     * @throws TorchException where there is no such device
     */
    public static void resetPeakMemoryStats(int index) {
        checked(index);
        TorchException.translating(() -> torch_cuda.getAllocator().resetPeakStats((byte) index));
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
        } catch (RuntimeException e) {
            throw TorchException.from(e);
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
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /** Gives memory that is kept for more tensors back to the devices; does nothing where there is no CUDA. */
    public static void emptyCache() {
        if (isAvailable()) {
            TorchException.translating(() -> torch_cuda.getAllocator().emptyCache());
        }
    }

    private static long statistic(int index, ToLongFunction<DeviceStats> which) {
        if (!isAvailable()) {
            return 0;
        }
        checked(index);
        try (DeviceStats stats = torch_cuda.getAllocator().getDeviceStats((byte) index)) {
            return which.applyAsLong(stats);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    static DeviceGuardImplInterface impl() {
        return impl("Torch not compiled with CUDA enabled");
    }

    /**
     * What serves CUDA devices.
     *
     * @param missing what Python says to the same where there is no CUDA
     */
    static DeviceGuardImplInterface impl(String missing) {
        if (!torch.hasDeviceGuardImpl(DeviceType.CUDA)) {
            throw new TorchException(missing);
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
