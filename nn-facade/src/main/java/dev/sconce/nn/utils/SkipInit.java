package dev.sconce.nn.utils;

import dev.sconce.nn.FactoryOptions;
import dev.sconce.nn.Module;
import dev.sconce.torch.Device;
import java.util.function.Consumer;
import java.util.function.Function;

/** Modules without the cost of their initialization: {@code torch.nn.utils.skip_init}. */
public final class SkipInit {
    private SkipInit() {}

    /**
     * Makes a module whose parameters and buffers hold whatever the memory holds, and draws no random numbers: for one that
     * is filled at once from a checkpoint.
     *
     * <pre>{@code
     * Linear layer = skipInit((Consumer<LinearOptions> options) -> new Linear(10_000, 10_000, options));
     * }</pre>
     *
     * @param constructor makes the module with the options that it gets
     * @param <O> the module's options
     * @param <M> the module's class
     * @return the module, on the host
     */
    public static <O extends FactoryOptions<O>, M extends Module> M skipInit(Function<Consumer<O>, M> constructor) {
        return skipInit(constructor, Device.CPU);
    }

    /**
     * Makes a module whose parameters and buffers hold whatever the memory holds, and draws no random numbers.
     *
     * @param constructor makes the module with the options that it gets
     * @param device where the module is to be
     * @param <O> the module's options
     * @param <M> the module's class
     * @return the module
     */
    public static <O extends FactoryOptions<O>, M extends Module> M skipInit(
            Function<Consumer<O>, M> constructor, Device device) {
        M module = constructor.apply(options -> options.device(Device.META));
        module.toEmpty(device);
        return module;
    }
}
