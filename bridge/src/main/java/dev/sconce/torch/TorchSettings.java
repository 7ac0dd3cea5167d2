package dev.sconce.torch;

import java.util.Locale;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Float32MatmulPrecision;

/**
 * The settings of {@code torch} for the whole process: threads, default dtype, determinism, precision; and for this thread:
 * whether operations are recorded, autocast.
 */
public abstract class TorchSettings extends TorchOps {
    TorchSettings() {}

    /**
     * The number of threads that one operation may use ({@code torch.get_num_threads()}).
     *
     * @return at least 1
     */
    public static int getNumThreads() {
        return torch.get_num_threads();
    }

    /**
     * Sets the number of threads that one operation may use, those of the BLAS library included
     * ({@code torch.set_num_threads}).
     *
     * @param threads at least 1
     * @throws IllegalArgumentException if it is less
     */
    public static void setNumThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("set_num_threads expects a positive integer");
        }
        torch.set_num_threads(threads);
        OpenBlas.setNumThreads(threads);
    }

    /**
     * The number of threads that run operations side by side in TorchScript ({@code torch.get_num_interop_threads()}).
     *
     * @return at least 1
     */
    public static int getNumInteropThreads() {
        return Math.toIntExact(torch.get_num_interop_threads());
    }

    /**
     * Sets the number of threads that run operations side by side in TorchScript; once, and before they begin.
     *
     * @param threads at least 1
     * @throws IllegalArgumentException if it is less
     * @throws TorchException if they have begun
     */
    public static void setNumInteropThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("set_num_interop_threads expects a positive integer");
        }
        try {
            torch.set_num_interop_threads(threads);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * The dtype of new tensors that are not told another ({@code torch.get_default_dtype()}).
     *
     * @return float32 unless it was set
     */
    public static DType getDefaultDtype() {
        return DType.of(torch.get_default_dtype_as_scalartype().intern());
    }

    /**
     * Sets the dtype of new tensors that are not told another ({@code torch.set_default_dtype}): of {@code tensor(0.5)},
     * {@code zeros(2)} and so on; that of complex numbers follows.
     *
     * @param dtype a floating-point type
     * @throws TorchException if it is another
     */
    public static void setDefaultDtype(DType dtype) {
        if (!dtype.isFloatingPoint()) {
            throw new TorchException("only floating-point types are supported as the default type");
        }
        try (var meta = torch.scalarTypeToTypeMeta(dtype.scalarType())) {
            torch.set_default_dtype(meta);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * Whether operations on this thread are recorded ({@code torch.is_grad_enabled()}).
     *
     * @return true unless in a {@link Torch#noGrad()} stretch
     */
    public static boolean isGradEnabled() {
        return Autograd.isEnabled();
    }

    /**
     * Whether this thread is in inference mode ({@code torch.is_inference_mode_enabled()}).
     *
     * @return whether new tensors take no part in autograd at all
     */
    public static boolean isInferenceModeEnabled() {
        return Autograd.isInferenceMode();
    }

    /**
     * Whether operations give the same result each time, or an exception ({@code torch.use_deterministic_algorithms}).
     *
     * @param mode whether they must
     */
    public static void useDeterministicAlgorithms(boolean mode) {
        useDeterministicAlgorithms(mode, false);
    }

    /**
     * Whether operations give the same result each time.
     *
     * @param mode whether they must
     * @param warnOnly whether those that cannot only warn
     */
    public static void useDeterministicAlgorithms(boolean mode, boolean warnOnly) {
        torch.globalContext().setDeterministicAlgorithms(mode, warnOnly);
    }

    /**
     * Whether operations must give the same result each time.
     *
     * @return as {@code torch.are_deterministic_algorithms_enabled()}
     */
    public static boolean areDeterministicAlgorithmsEnabled() {
        return torch.globalContext().deterministicAlgorithms();
    }

    /**
     * Whether operations that do not give the same result each time only warn.
     *
     * @return as {@code torch.is_deterministic_algorithms_warn_only_enabled()}
     */
    public static boolean isDeterministicAlgorithmsWarnOnlyEnabled() {
        return torch.globalContext().deterministicAlgorithmsWarnOnly();
    }

    /**
     * How precise products of float32 matrices are inside ({@code torch.get_float32_matmul_precision()}).
     *
     * @return highest, high or medium
     */
    public static String getFloat32MatmulPrecision() {
        Float32MatmulPrecision precision =
                torch.globalContext().float32MatmulPrecision().intern();
        return precision.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Says how precise products of float32 matrices are inside ({@code torch.set_float32_matmul_precision}).
     *
     * @param precision highest (the default), high or medium
     * @throws IllegalArgumentException if it is another word
     */
    public static void setFloat32MatmulPrecision(String precision) {
        if (!precision.equals("highest") && !precision.equals("high") && !precision.equals("medium")) {
            throw new IllegalArgumentException(
                    "precision must be one of 'highest', 'high' or 'medium', but got '" + precision + "'");
        }
        torch.globalContext().setFloat32MatmulPrecision(precision);
    }

    /**
     * Whether numbers too small for full precision become 0, on this thread ({@code torch.set_flush_denormal}).
     *
     * @param mode whether they do
     * @return whether the processor can
     */
    public static boolean setFlushDenormal(boolean mode) {
        return org.bytedeco.pytorch.Context.setFlushDenormal(mode);
    }

    /**
     * Whether operations on this thread run in a shorter type ({@code torch.is_autocast_enabled}).
     *
     * @param deviceType {@code cpu}, {@code cuda} and so on
     * @return as {@link Autocast#isEnabled}
     * @throws TorchException if such devices have no autocast
     */
    public static boolean isAutocastEnabled(String deviceType) {
        return Autocast.isEnabled(deviceType);
    }

    /**
     * Says whether operations on this thread run in a shorter type, until it is said otherwise
     * ({@code torch.set_autocast_enabled}); {@link Autocast#on(String)} says so for a stretch.
     *
     * @param deviceType {@code cpu}, {@code cuda} and so on
     * @param enabled whether they do
     * @throws TorchException if such devices have no autocast
     */
    public static void setAutocastEnabled(String deviceType, boolean enabled) {
        try {
            torch.set_autocast_enabled(Autocast.type(deviceType), enabled);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * The shorter type that operations on this thread run in, or would ({@code torch.get_autocast_dtype}).
     *
     * @param deviceType {@code cpu}, {@code cuda} and so on
     * @return as {@link Autocast#dtype}
     * @throws TorchException if such devices have no autocast
     */
    public static DType getAutocastDtype(String deviceType) {
        return Autocast.dtype(deviceType);
    }

    /**
     * Sets the shorter type ({@code torch.set_autocast_dtype}).
     *
     * @param deviceType {@code cpu}, {@code cuda} and so on
     * @param dtype the type, which nothing checks
     * @throws TorchException if such devices have no autocast
     */
    public static void setAutocastDtype(String deviceType, DType dtype) {
        try {
            torch.set_autocast_dtype(Autocast.type(deviceType), dtype.scalarType());
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * Whether autocast keeps what leaves that require a gradient were cast to
     * ({@code torch.is_autocast_cache_enabled()}).
     *
     * @return true unless it was set
     */
    public static boolean isAutocastCacheEnabled() {
        return torch.is_autocast_cache_enabled();
    }

    /**
     * Says whether autocast keeps what leaves were cast to ({@code torch.set_autocast_cache_enabled}).
     *
     * @param enabled whether it does
     */
    public static void setAutocastCacheEnabled(boolean enabled) {
        torch.set_autocast_cache_enabled(enabled);
    }

    /** Drops what autocast has kept ({@code torch.clear_autocast_cache()}). */
    public static void clearAutocastCache() {
        torch.clear_cache();
    }

    /**
     * Notes that a stretch with autocast begins on this thread ({@code torch.autocast_increment_nesting()}).
     *
     * @return how many there are now
     */
    public static int autocastIncrementNesting() {
        return torch.increment_nesting();
    }

    /**
     * Notes that a stretch with autocast ends on this thread ({@code torch.autocast_decrement_nesting()}).
     *
     * @return how many are left
     */
    public static int autocastDecrementNesting() {
        return torch.decrement_nesting();
    }
}
