package dev.sconce.torch;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the {@code torch} module; meant for a static import. The operations are inherited from
 * {@link TorchOps}.
 */
public final class Torch extends TorchOps {
    static {
        NativeLibrary.load();
    }

    private Torch() {}

    /**
     * Seeds the random numbers of all devices ({@code torch.manual_seed}); the same seed gives Python's numbers.
     *
     * @param seed any number
     * @return the default generator of the host
     */
    public static Generator manualSeed(long seed) {
        return Rng.manualSeed(seed);
    }

    /**
     * The state of the host's default random generator ({@code torch.get_rng_state()}); more in {@link Rng}.
     *
     * @return a {@code uint8} tensor
     */
    public static Tensor getRngState() {
        return Rng.getState();
    }

    /**
     * Sets the state of the host's default random generator ({@code torch.set_rng_state}).
     *
     * @param state what {@link #getRngState()} or Python gave
     * @throws TorchException if it is no such state, in Python's words
     */
    public static void setRngState(Tensor state) {
        Rng.setState(state);
    }

    /**
     * Stops the recording of operations on this thread until the handle is closed ({@code torch.no_grad()}).
     *
     * <pre>{@code
     * try (var noGrad = noGrad()) {
     *     predicted = net.call(x);
     * }
     * }</pre>
     *
     * @return the handle
     */
    public static ThreadMode noGrad() {
        return Autograd.setEnabled(false);
    }

    /**
     * Runs something without recording its operations.
     *
     * @param work what to run
     * @param <T> its result
     * @return its result
     */
    public static <T> T noGrad(Supplier<T> work) {
        try (var mode = noGrad()) {
            return work.get();
        }
    }

    /**
     * Records operations again inside a {@link #noGrad()} stretch ({@code torch.enable_grad()}).
     *
     * @return the handle that ends it
     */
    public static ThreadMode enableGrad() {
        return Autograd.setEnabled(true);
    }

    /**
     * Runs something with its operations recorded, inside a {@link #noGrad()} stretch.
     *
     * @param work what to run
     * @param <T> its result
     * @return its result
     */
    public static <T> T enableGrad(Supplier<T> work) {
        try (var mode = enableGrad()) {
            return work.get();
        }
    }

    /**
     * Switches the recording of operations on this thread ({@code torch.set_grad_enabled}).
     *
     * @param enabled whether to record
     * @return the handle that brings back what was before
     */
    public static ThreadMode setGradEnabled(boolean enabled) {
        return Autograd.setEnabled(enabled);
    }

    /**
     * Makes tensors that take no part in autograd at all, until the handle is closed ({@code torch.inference_mode()}).
     *
     * @return the handle
     */
    public static ThreadMode inferenceMode() {
        return Autograd.inferenceMode(true);
    }

    /**
     * Runs something in inference mode.
     *
     * @param work what to run
     * @param <T> its result
     * @return its result, which can take no part in recorded operations
     */
    public static <T> T inferenceMode(Supplier<T> work) {
        try (var mode = inferenceMode()) {
            return work.get();
        }
    }

    /**
     * The number of threads that one operation may use ({@code torch.get_num_threads()}).
     *
     * @return at least 1
     */
    public static int getNumThreads() {
        return torch.get_num_threads();
    }

    /**
     * Sets the number of threads that one operation may use ({@code torch.set_num_threads}).
     *
     * @param threads at least 1
     * @throws IllegalArgumentException if it is less
     */
    public static void setNumThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("set_num_threads expects a positive integer, got " + threads);
        }
        torch.set_num_threads(threads);
    }

    /**
     * Whether there are CUDA natives and a device for them ({@code torch.cuda.is_available()}).
     *
     * @return whether {@code cuda} tensors can be made
     */
    public static boolean cudaIsAvailable() {
        return torch.cuda_is_available();
    }

    /**
     * Says how tensors are printed from now on ({@code torch.set_printoptions}), in the whole JVM.
     *
     * <pre>{@code
     * setPrintoptions(o -> o.precision(2).threshold(10));
     * setPrintoptions(o -> PrintOptions.DEFAULT);
     * }</pre>
     *
     * @param change makes the new options from those of now; {@code sciMode} is null each time unless set, as in Python
     */
    public static void setPrintoptions(UnaryOperator<PrintOptions> change) {
        PrintOptions.setCurrent(change.apply(PrintOptions.current().sciMode(null)));
    }

    /**
     * The tensors of this JVM that are neither closed nor collected yet; for tests that nothing leaks.
     *
     * @return the number of Java references to native tensors
     */
    public static long liveTensors() {
        return NativeMemory.live();
    }

    /**
     * Calls any operator of the dispatcher, of any namespace ({@code torch.ops.aten.name(...)}): the way to those that
     * have no method here, such as the {@code _foreach_} and {@code _fused_} families.
     *
     * <pre>{@code
     * call("aten::_foreach_mul_", weights, 0.5);
     * Tensor y = (Tensor) call("aten::add", x, x, Map.of("alpha", 2));
     * }</pre>
     *
     * @param name the namespace and the name, with or without overload: {@code aten::add}, {@code aten::add.Tensor}
     * @param arguments in the order of the schema; what is left off has its default, and a {@link java.util.Map} in the
     *     last place gives arguments by name. Numbers, {@link String}, {@link Tensor}, {@link DType}, {@link Device},
     *     {@link Layout}, {@link MemoryFormat} and {@link Generator} stand for themselves, null for {@code None}, lists
     *     and arrays for lists
     * @return null, the result, or a {@link java.util.List} of several results; an operator that writes to an argument
     *     returns that argument
     * @throws IllegalArgumentException if there is no such operator, or no overload takes these arguments
     * @throws TorchException if the operator fails, in Python's words
     */
    public static @Nullable Object call(String name, @Nullable Object... arguments) {
        return BoxedOp.call(name, arguments);
    }
}
