package dev.sconce.torch;

import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.global.torch_cuda;

/**
 * What a CUDA device is, as {@code torch.cuda.get_device_properties}.
 *
 * @param name the product, such as {@code NVIDIA H200}
 * @param major the first part of its compute capability
 * @param minor the second part
 * @param totalMemory bytes
 * @param multiProcessorCount the number of its multiprocessors
 * @param maxThreadsPerMultiProcessor the threads that one of them runs at most
 * @param warpSize the threads that run in step
 * @param l2CacheSize bytes
 * @param isIntegrated whether it shares the host's memory
 * @param isMultiGpuBoard whether there are others on its board
 */
public record CudaDeviceProperties(
        String name,
        int major,
        int minor,
        long totalMemory,
        int multiProcessorCount,
        int maxThreadsPerMultiProcessor,
        int warpSize,
        long l2CacheSize,
        boolean isIntegrated,
        boolean isMultiGpuBoard) {
    private static final long MEBIBYTE = 1 << 20;

    /** Asks the driver; the class of its answer is one of the CUDA presets, which are there beside the CUDA natives only. */
    static CudaDeviceProperties of(int index) {
        try {
            Answer answer = new Answer(torch_cuda
                    .class
                    .getMethod("getDeviceProperties", byte.class)
                    .invoke(null, (byte) index));
            return new CudaDeviceProperties(
                    answer.text("name"),
                    (int) answer.number("major"),
                    (int) answer.number("minor"),
                    answer.number("totalGlobalMem"),
                    (int) answer.number("multiProcessorCount"),
                    (int) answer.number("maxThreadsPerMultiProcessor"),
                    (int) answer.number("warpSize"),
                    answer.number("l2CacheSize"),
                    answer.number("integrated") != 0,
                    answer.number("isMultiGpuBoard") != 0);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new TorchException("The CUDA presets on the class path do not belong to these PyTorch presets", e);
        } catch (InvocationTargetException e) {
            throw new TorchException(String.valueOf(e.getCause()), e);
        }
    }

    /** A {@code cudaDeviceProp}. */
    private record Answer(Object properties) {
        private Object get(String field)
                throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
            return properties.getClass().getMethod(field).invoke(properties);
        }

        String text(String field) throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
            Object value = get(field);
            return value instanceof BytePointer text ? text.getString() : String.valueOf(value);
        }

        long number(String field) throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
            return ((Number) get(field)).longValue();
        }
    }

    /** As Python prints it, without the UUID and the address on the bus. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "_CudaDeviceProperties(name='%s', major=%d, minor=%d, total_memory=%dMB, multi_processor_count=%d,"
                        + " L2_cache_size=%dMB)",
                name,
                major,
                minor,
                totalMemory / MEBIBYTE,
                multiProcessorCount,
                l2CacheSize / MEBIBYTE);
    }
}
