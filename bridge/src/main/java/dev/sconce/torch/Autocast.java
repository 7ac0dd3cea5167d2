package dev.sconce.torch;

import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.jspecify.annotations.Nullable;

/**
 * Mixed precision: in a stretch of this thread, operations that gain from it run in a shorter floating-point type, as
 * {@code torch.autocast}.
 *
 * <pre>{@code
 * try (var cast = Autocast.on("cpu")) {
 *     loss = F.crossEntropy(net.call(x), y);
 * }
 * loss.backward();
 * }</pre>
 */
public final class Autocast {
    static {
        NativeLibrary.load();
    }

    private Autocast() {}

    /**
     * Begins a stretch with the default type of a device: {@code bfloat16} on {@code cpu}, {@code float16} on {@code cuda}.
     *
     * @param deviceType {@code cpu}, {@code cuda}, {@code mps} and so on; where there is no CUDA device, a stretch for
     *     {@code cuda} changes nothing
     * @return the handle that ends it
     * @throws IllegalArgumentException if such devices have no autocast
     */
    public static ThreadMode on(String deviceType) {
        return set(deviceType, true, null);
    }

    /**
     * Begins a stretch.
     *
     * @param deviceType {@code cpu}, {@code cuda}, {@code mps} and so on
     * @param dtype what operations that gain from it run in: {@code bfloat16} or {@code float16}
     * @return the handle that ends it
     * @throws IllegalArgumentException if such devices have no autocast, or not to that type
     */
    public static ThreadMode on(String deviceType, DType dtype) {
        return set(deviceType, true, dtype);
    }

    /**
     * Begins a stretch in which operations run in the types of their arguments again.
     *
     * @param deviceType {@code cpu}, {@code cuda}, {@code mps} and so on
     * @return the handle that ends it
     * @throws IllegalArgumentException if such devices have no autocast
     */
    public static ThreadMode off(String deviceType) {
        return set(deviceType, false, null);
    }

    /**
     * Runs something with the default type of a device.
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
     * Whether this thread is in a stretch ({@code torch.is_autocast_enabled}).
     *
     * @param deviceType {@code cpu}, {@code cuda} and so on
     * @return whether it is
     */
    public static boolean isEnabled(String deviceType) {
        return torch.is_autocast_enabled(type(deviceType));
    }

    /**
     * The type that operations run in, or would ({@code torch.get_autocast_dtype}).
     *
     * @param deviceType {@code cpu}, {@code cuda} and so on
     * @return the type
     */
    public static DType dtype(String deviceType) {
        return DType.of(torch.get_autocast_dtype(type(deviceType)));
    }

    /** As {@code autocast.__enter__} and {@code __exit__} in torch/amp/autocast_mode.py. */
    static ThreadMode set(String deviceType, boolean enabled, @Nullable DType dtype) {
        DeviceType type = type(deviceType);
        DType chosen = dtype == null ? dtype(deviceType) : dtype;
        if (enabled && chosen != DType.BFLOAT16 && chosen != DType.FLOAT16) {
            throw new IllegalArgumentException("Autocast runs operations in bfloat16 or float16, but got " + chosen);
        }
        boolean wasEnabled = torch.is_autocast_enabled(type);
        DType before = dtype(deviceType);
        boolean hadCache = torch.is_autocast_cache_enabled();
        torch.set_autocast_enabled(type, enabled && isThere(deviceType));
        torch.set_autocast_dtype(type, chosen.scalarType());
        torch.increment_nesting();
        torch.set_autocast_cache_enabled(true);
        return new ThreadMode("autocast", () -> {
            if (torch.decrement_nesting() == 0) {
                torch.clear_cache();
            }
            torch.set_autocast_enabled(type, wasEnabled);
            torch.set_autocast_dtype(type, before.scalarType());
            torch.set_autocast_cache_enabled(hadCache);
        });
    }

    private static boolean isThere(String deviceType) {
        return !deviceType.equals("cuda") || torch.cuda_is_available();
    }

    private static DeviceType type(String deviceType) {
        try (org.bytedeco.pytorch.Device device = new Device(deviceType, -1).toNative()) {
            DeviceType type = device.type();
            if (!torch.is_autocast_available(type)) {
                throw new IllegalArgumentException(
                        "User specified an unsupported autocast device_type '" + deviceType + "'");
            }
            return type;
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }
}
