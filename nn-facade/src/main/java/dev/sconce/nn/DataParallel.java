package dev.sconce.nn;

import dev.sconce.torch.Device;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls a module in parts on several GPUs of this machine: each call cuts the batch, copies the module to every GPU, calls
 * the copies at once, and joins their outputs; gradients are added up in the module ({@code torch.nn.DataParallel}).
 *
 * <p>Where there is no GPU, it calls the module itself, as Python does. State: that of the module, under {@code module.}.
 *
 * <pre>{@code
 * DataParallel<Tensor> parallel = new DataParallel<>(net);
 * Tensor y = parallel.call(x);
 * }</pre>
 *
 * @param <R> the type of the module's result
 */
public class DataParallel<R extends @Nullable Object> extends ModuleN<R> {
    /** The module. */
    public final Module module;

    /** The devices; empty where there is no GPU. */
    public final List<Device> deviceIds;

    /** Where the result goes; null where there is no GPU. */
    public final @Nullable Device outputDevice;

    /** The dimension along which tensors are cut and joined. */
    public final long dim;

    /**
     * Wraps a module for all GPUs.
     *
     * @param module a module, on the first GPU if there are several
     */
    public DataParallel(Module module) {
        this(module, options -> {});
    }

    /**
     * Wraps a module.
     *
     * @param module a module, on the first of the devices if there are several
     * @param options deviceIds, outputDevice, dim
     */
    public DataParallel(Module module, Consumer<Options> options) {
        Options chosen = new Options();
        options.accept(chosen);
        List<Device> all = Parallel.allDevices();
        List<Device> given = chosen.deviceIds;
        this.module = module;
        deviceIds = all.isEmpty() || given == null ? all : List.copyOf(given);
        outputDevice = deviceIds.isEmpty() || chosen.outputDevice != null ? chosen.outputDevice : deviceIds.get(0);
        dim = chosen.dim;
        if (deviceIds.size() == 1) {
            module.to(deviceIds.get(0));
        }
    }

    @Override
    protected R forward(Arguments arguments) {
        return Untyped.cast(
                deviceIds.isEmpty()
                        ? module.callAny(arguments)
                        : Parallel.dataParallel(module, arguments, deviceIds, outputDevice, dim));
    }

    /** Options of a parallel module. */
    public static final class Options {
        private @Nullable List<Device> deviceIds;
        private @Nullable Device outputDevice;
        private long dim;

        private Options() {}

        /**
         * The GPUs.
         *
         * @param deviceIds null, the default, for all
         * @return this
         */
        public Options deviceIds(@Nullable List<Device> deviceIds) {
            this.deviceIds = deviceIds;
            return this;
        }

        /**
         * Where the result goes.
         *
         * @param outputDevice null, the default, for the first of the GPUs
         * @return this
         */
        public Options outputDevice(@Nullable Device outputDevice) {
            this.outputDevice = outputDevice;
            return this;
        }

        /**
         * The dimension along which tensors are cut and joined.
         *
         * @param dim 0 by default
         * @return this
         */
        public Options dim(long dim) {
            this.dim = dim;
            return this;
        }
    }
}
