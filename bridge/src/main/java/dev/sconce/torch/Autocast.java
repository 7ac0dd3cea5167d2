package dev.sconce.torch;

import dev.sconce.torch.internal.PyWarnings;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Mixed precision: in a stretch of this thread, operations that gain from it run in a shorter floating-point type, as
 * {@code torch.autocast} of torch/amp/autocast_mode.py.
 *
 * <pre>{@code
 * try (var cast = Autocast.on("cpu")) {
 *     loss = F.crossEntropy(net.call(x), y);
 * }
 * loss.backward();
 * }</pre>
 *
 * <p>What is warned of goes to the system's logger {@code dev.sconce.torch.Autocast}, each text once. A device is named by
 * its type: {@code cpu}, {@code cuda}, {@code mps} and so on; whoever names one that libtorch does not know gets an
 * {@link IllegalArgumentException}, and a {@link TorchException} for one that has no autocast, both in Python's words.
 */
public final class Autocast {
    private static final System.Logger LOG = System.getLogger(Autocast.class.getName());

    static {
        NativeLibrary.load();
    }

    private Autocast() {}

    /**
     * Begins a stretch with the type that is set for a device: {@code bfloat16} on {@code cpu} and {@code float16} on
     * {@code cuda}, if nobody set another. Where there is no CUDA device, a stretch for {@code cuda} warns and changes
     * nothing.
     *
     * @param deviceType the type of device
     * @return the handle that ends it
     */
    public static ThreadMode on(String deviceType) {
        return with(deviceType, options -> {});
    }

    /**
     * Begins a stretch.
     *
     * @param deviceType the type of device
     * @param dtype what operations that gain from it run in: {@code bfloat16} or {@code float16}; any other disables the
     *     stretch, with a warning
     * @return the handle that ends it
     */
    public static ThreadMode on(String deviceType, DType dtype) {
        return with(deviceType, options -> options.dtype(dtype));
    }

    /**
     * Begins a stretch in which operations run in the types of their arguments again.
     *
     * @param deviceType the type of device
     * @return the handle that ends it
     */
    public static ThreadMode off(String deviceType) {
        return with(deviceType, options -> options.enabled(false));
    }

    /**
     * Begins a stretch with options.
     *
     * @param deviceType the type of device
     * @param options sets the options
     * @return the handle that ends it
     */
    public static ThreadMode with(String deviceType, Consumer<? super AutocastOptions> options) {
        AutocastOptions chosen = new AutocastOptions();
        options.accept(chosen);
        DType dtype = chosen.dtype == null ? dtype(deviceType) : chosen.dtype;
        if (!isAvailable(deviceType)) {
            throw new TorchException("User specified an unsupported autocast device_type '" + deviceType + "'");
        }
        boolean cache = chosen.cacheEnabled == null ? torch.is_autocast_cache_enabled() : chosen.cacheEnabled;
        return enter(deviceType, chosen.enabled && canBeEnabled(deviceType, dtype), dtype, cache);
    }

    /**
     * Runs something with the type that is set for a device.
     *
     * @param deviceType as for {@link #on(String)}
     * @param work what to run
     * @param <T> its result
     * @return its result
     */
    public static <T> T on(String deviceType, Supplier<T> work) {
        try (ThreadMode stretch = on(deviceType)) {
            return work.get();
        }
    }

    /**
     * Runs something with a given type.
     *
     * @param deviceType as for {@link #on(String)}
     * @param dtype as for {@link #on(String, DType)}
     * @param work what to run
     * @param <T> its result
     * @return its result
     */
    public static <T> T on(String deviceType, DType dtype, Supplier<T> work) {
        try (ThreadMode stretch = on(deviceType, dtype)) {
            return work.get();
        }
    }

    /**
     * Runs something in the types of its arguments.
     *
     * @param deviceType as for {@link #off(String)}
     * @param work what to run
     * @param <T> its result
     * @return its result
     */
    public static <T> T off(String deviceType, Supplier<T> work) {
        try (ThreadMode stretch = off(deviceType)) {
            return work.get();
        }
    }

    /**
     * A function with a gradient of its own that fits into mixed precision: {@code custom_fwd} and {@code custom_bwd}. Its
     * backward function runs in the autocast state of its forward function.
     *
     * @param deviceType the type of device
     * @param function the function
     * @return the function to apply in its place
     */
    public static AutogradFunction custom(String deviceType, AutogradFunction function) {
        return new AutocastFunction(deviceType, null, function);
    }

    /**
     * The same for a function that needs its inputs in a certain type. In an autocast stretch, inputs on that device of
     * a floating-point type, but for {@code float64}, are cast, and both functions run with autocast off; outside of one
     * nothing is cast.
     *
     * @param deviceType the type of device
     * @param castInputs what the inputs are cast to
     * @param function the function
     * @return the function to apply in its place
     */
    public static AutogradFunction custom(String deviceType, DType castInputs, AutogradFunction function) {
        return new AutocastFunction(deviceType, castInputs, function);
    }

    /**
     * Whether devices of a type have autocast at all ({@code torch.amp.is_autocast_available}); not whether one is there.
     *
     * @param deviceType the type of device
     * @return whether they have; no {@link TorchException} here
     */
    public static boolean isAvailable(String deviceType) {
        return torch.is_autocast_available(type(deviceType));
    }

    /**
     * Whether this thread is in a stretch ({@code torch.is_autocast_enabled}).
     *
     * @param deviceType the type of device
     * @return whether it is
     */
    public static boolean isEnabled(String deviceType) {
        try {
            return torch.is_autocast_enabled(type(deviceType));
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * The type that operations run in, or would ({@code torch.get_autocast_dtype}).
     *
     * @param deviceType the type of device
     * @return the type
     */
    public static DType dtype(String deviceType) {
        ScalarType scalarType = torch.get_autocast_dtype(type(deviceType)).intern();
        if (scalarType == ScalarType.Undefined) {
            throw new TorchException("unsupported scalarType"); // so Python
        }
        return DType.of(scalarType);
    }

    /** Sets the state of this thread until the result is closed: {@code autocast.__enter__} and {@code __exit__}. */
    static ThreadMode enter(String deviceType, boolean enabled, DType dtype, boolean cache) {
        boolean hadCache = torch.is_autocast_cache_enabled();
        boolean wasEnabled = isEnabled(deviceType);
        DType before = dtype(deviceType);
        DeviceType type = type(deviceType);
        torch.set_autocast_enabled(type, enabled);
        torch.set_autocast_dtype(type, dtype.scalarType());
        torch.increment_nesting();
        torch.set_autocast_cache_enabled(cache);
        return new ThreadMode("autocast", () -> {
            if (torch.decrement_nesting() == 0) {
                torch.clear_cache();
            }
            torch.set_autocast_enabled(type, wasEnabled);
            torch.set_autocast_dtype(type, before.scalarType());
            torch.set_autocast_cache_enabled(hadCache);
        });
    }

    /** Whether there is something to enable; if not, warns as {@code autocast.__init__}. */
    private static boolean canBeEnabled(String deviceType, DType dtype) {
        if (deviceType.equals("cuda")) {
            if (torch.cuda_is_available()) {
                return true;
            }
            PyWarnings.warn(LOG, "CUDA is not available or torch_xla is imported. Disabling autocast.");
            return false;
        }
        if (dtype == DType.BFLOAT16 || dtype == DType.FLOAT16) {
            return true;
        }
        String device = deviceType.toUpperCase(Locale.ROOT);
        PyWarnings.warn(
                LOG,
                "In " + device + " autocast, but the target dtype is not supported. Disabling autocast.\n" + device
                        + " Autocast only supports dtypes of torch.bfloat16, torch.float16 currently.");
        return false;
    }

    /** The native constant for a type of device. */
    static DeviceType type(String deviceType) {
        try (org.bytedeco.pytorch.Device device = Device.of(deviceType).toNative()) {
            return device.type();
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }
}
