package dev.sconce.torch;

import dev.sconce.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
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
     */
    public static void manualSeed(long seed) {
        torch.manual_seed(seed);
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
    public static Autograd.Mode noGrad() {
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
    public static Autograd.Mode enableGrad() {
        return Autograd.setEnabled(true);
    }

    /**
     * Reads a checkpoint that Python or Java wrote ({@code torch.load(file, weights_only=True)}). No code of the file is
     * run. The tensors lie in a private mapping of the file where its format allows it: nothing is copied, and writing to
     * them leaves the file as it is. The file must not be cut short while they are in use (replacing it is fine).
     *
     * <p>Python's values become: {@code None} null, {@code bool} Boolean, {@code int} Long or BigInteger, {@code float}
     * Double, {@code str} String, {@code bytes} {@code byte[]}, {@code list} List, {@code tuple} {@link Tuple},
     * {@code dict} Map, {@code OrderedDict} {@link OrderedDict} or, with tensors by name, {@link StateDict}, tensors and
     * parameters {@link Tensor}, {@code torch.dtype} {@link DType}, {@code torch.device} {@link Device}; anything else
     * stays a value of {@code dev.sconce.checkpoint.model}.
     *
     * @param file the file
     * @return what it holds
     * @throws dev.sconce.checkpoint.core.CheckpointFormatException if it is corrupt, of a kind that is not supported, or
     *     asks for classes that are not allowed; the message names file, entry and offset
     * @throws IOException if it cannot be read
     */
    public static Loaded load(Path file) throws IOException {
        return load(file, options -> {});
    }

    /**
     * Reads a checkpoint in a certain way.
     *
     * @param file the file
     * @param configure sets what is to differ from {@link #load(Path)}
     * @return what it holds
     * @throws dev.sconce.checkpoint.core.CheckpointFormatException if it is corrupt, of a kind that is not supported, or
     *     asks for classes that are not allowed
     * @throws IOException if it cannot be read
     */
    public static Loaded load(Path file, Consumer<LoadOptions> configure) throws IOException {
        LoadOptions options = new LoadOptions();
        configure.accept(options);
        try (Checkpoint checkpoint = Checkpoint.open(file, options.read());
                TensorLoader tensors = new TensorLoader(options.mapLocation())) {
            return new Loaded(
                    new CheckpointValues.ToJava(tensors).convert(checkpoint.root()),
                    String.valueOf(file.getFileName()));
        }
    }

    /**
     * Writes a checkpoint that Python reads ({@code torch.save}), also with {@code weights_only=True} and
     * {@code mmap=True}. The file is written beside its place and moved there when it is complete and on the disk.
     *
     * @param value a tree of what {@link #load(Path)} returns, most often a module's {@code stateDict()}
     * @param file where to
     * @throws IllegalArgumentException if the tree holds something that has no form in Python
     * @throws IOException if it cannot be written; what was there before is untouched
     */
    public static void save(@Nullable Object value, Path file) throws IOException {
        try (TensorSaver tensors = new TensorSaver()) {
            Checkpoint.write(file, new CheckpointValues.ToCheckpoint(tensors).convert(value));
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
