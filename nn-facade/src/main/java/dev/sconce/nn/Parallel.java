package dev.sconce.nn;

import dev.sconce.torch.Autograd;
import dev.sconce.torch.Cuda;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TorchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A batch in parts for several devices, and the pieces of that: {@code torch.nn.parallel}. {@link DataParallel} is the
 * usual way in. Other than in Python the devices may be the host, also several times.
 */
public final class Parallel {
    private Parallel() {}

    /**
     * Copies of a module for several devices. The gradients of their parameters go to the module's own, and the statistics
     * of the first replica are the module's.
     *
     * @param module the module
     * @param devices the device of each copy
     * @param <M> the module's class
     * @return a copy for each device
     * @throws TorchException if the module is lazy and has not seen input yet
     */
    public static <M extends Module> List<M> replicate(M module, List<Device> devices) {
        return replicate(module, devices, !Autograd.isEnabled());
    }

    /**
     * Copies of a module for several devices.
     *
     * @param module the module
     * @param devices the device of each copy
     * @param detach whether the gradients of their parameters go nowhere
     * @param <M> the module's class
     * @return a copy for each device
     * @throws TorchException if the module is lazy and has not seen input yet
     */
    public static <M extends Module> List<M> replicate(M module, List<Device> devices, boolean detach) {
        return Replicas.of(module, devices, detach);
    }

    /**
     * A value in parts: chunks of the tensors in it, wherever they are in lists, maps and records. Other values go to all
     * devices.
     *
     * @param value the value
     * @param devices the device of each part
     * @param dim the dimension along which tensors are cut
     * @return the parts; fewer than devices, if a tensor is too short
     */
    public static List<? extends @Nullable Object> scatter(@Nullable Object value, List<Device> devices, long dim) {
        return new Scattering(devices, dim).scatter(value);
    }

    /**
     * Calls modules at once, a thread for each, with the caller's settings for gradients and autocast.
     *
     * @param modules the modules
     * @param arguments what each is called with
     * @param devices where each works
     * @return their outputs
     * @throws IllegalArgumentException if the lists differ in length
     * @throws RuntimeException what a module threw
     */
    public static List<@Nullable Object> parallelApply(
            List<? extends Module> modules, List<Arguments> arguments, List<Device> devices) {
        requireSame(modules.size(), "inputs", arguments.size());
        requireSame(modules.size(), "devices", devices.size());
        return modules.isEmpty() ? new ArrayList<>() : ParallelCalls.run(modules, arguments, devices);
    }

    private static void requireSame(int modules, String what, int count) {
        if (modules != count) {
            throw new IllegalArgumentException(
                    "The number of modules " + modules + " is not equal to the number of " + what + " " + count);
        }
    }

    /**
     * Results of several devices as one: their tensors one after another, wherever they are in lists, maps and records.
     *
     * @param outputs the results, at least one, of the same form
     * @param device where the tensors go
     * @param dim the dimension along which they are joined; of numbers, vectors are made
     * @return the one result
     * @throws IllegalArgumentException if there is something else than tensors in them
     */
    public static @Nullable Object gather(List<? extends @Nullable Object> outputs, Device device, long dim) {
        return new Gathering(device, dim).gather(outputs);
    }

    /**
     * Calls a module with one tensor, in parts on all GPUs ({@code data_parallel}).
     *
     * @param module a module on the first GPU
     * @param input the batch
     * @param <R> the result's type
     * @return the result, on the first GPU
     * @throws TorchException if there is no GPU, or the module is elsewhere
     */
    public static <R extends @Nullable Object> R dataParallel(Module1<? super Tensor, R> module, Tensor input) {
        return Untyped.cast(dataParallel(module, Arguments.of(input), null, null, 0));
    }

    /**
     * Calls a module in parts on several devices ({@code data_parallel}).
     *
     * @param module a module on the first of the devices
     * @param arguments the arguments, whose tensors are cut
     * @param devices the devices; null for all GPUs
     * @param outputDevice where the result goes; null for the first of the devices
     * @param dim the dimension along which tensors are cut and joined
     * @return the result
     * @throws TorchException if there are no devices, or the module is elsewhere
     */
    public static @Nullable Object dataParallel(
            Module module,
            Arguments arguments,
            @Nullable List<Device> devices,
            @Nullable Device outputDevice,
            long dim) {
        List<Device> chosen = devices == null ? allDevices() : devices;
        if (chosen.isEmpty()) {
            throw new TorchException(
                    devices == null ? "device type could not be determined" : "no available devices were found");
        }
        Device source = chosen.get(0);
        requireOn(module, source);
        List<Arguments> parts = new Scattering(chosen, dim).scatter(arguments);
        if (parts.isEmpty()) {
            parts = List.of(arguments);
        }
        if (chosen.size() == 1) {
            return module.callAny(parts.get(0));
        }
        List<Device> used = chosen.subList(0, parts.size());
        List<@Nullable Object> outputs = parallelApply(replicate(module, used), parts, used);
        return gather(outputs, outputDevice == null ? source : outputDevice, dim);
    }

    /** All GPUs. */
    static List<Device> allDevices() {
        return Cuda.isAvailable()
                ? IntStream.range(0, Cuda.deviceCount()).mapToObj(Device::cuda).toList()
                : List.of();
    }

    private static void requireOn(Module module, Device source) {
        requireOn(module.namedParameters(), source);
        requireOn(module.namedBuffers(), source);
    }

    private static void requireOn(Map<String, ? extends Tensor> tensors, Device source) {
        for (Tensor tensor : tensors.values()) {
            if (!tensor.device().equals(source)) {
                throw new TorchException("module must have its parameters and buffers on device " + source
                        + " (device_ids[0]) but found one of them on device: " + tensor.device());
            }
        }
    }
}
