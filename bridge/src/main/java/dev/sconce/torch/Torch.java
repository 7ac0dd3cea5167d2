package dev.sconce.torch;

import dev.sconce.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the {@code torch} module; meant for a static import. The operations are inherited from
 * {@link TorchOps}, what is no operator from {@link TorchFunctions} and {@link TorchSettings}.
 */
public final class Torch extends TorchFunctions {
    /** As an index, all dimensions that the other indices leave: Python's {@code ...}. */
    public static final Ellipsis ELLIPSIS = Ellipsis.ELLIPSIS;

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
     * Reads a checkpoint that Python or Java wrote ({@code torch.load(file, weights_only=True)}). No code of the file is
     * run. The tensors lie in a private mapping of the file where its format allows it: nothing is copied, and writing to
     * them leaves the file as it is. The file must not be cut short while they are in use (replacing it is fine).
     *
     * <p>Python's values become: {@code None} null, {@code bool} Boolean, {@code int} Long or BigInteger, {@code float}
     * Double, {@code str} String, {@code bytes} {@code byte[]}, {@code list} List, {@code tuple} {@link Tuple},
     * {@code dict} Map, {@code OrderedDict} {@link OrderedDict} or, with tensors by name, {@link StateDict}, tensors and
     * parameters {@link Tensor}, storages {@link Storage}, {@code torch.dtype} {@link DType}, {@code torch.device}
     * {@link Device}; anything else stays a value of {@code dev.sconce.checkpoint.model}.
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
     * Whether there are CUDA natives and a device for them ({@code torch.cuda.is_available()}).
     *
     * @return whether {@code cuda} tensors can be made
     */
    public static boolean cudaIsAvailable() {
        return torch.cuda_is_available();
    }

    /**
     * A tensor of one integer and no dimensions ({@code torch.tensor(3)}).
     *
     * @param value its value
     * @return an int64 tensor of shape ()
     */
    public static Tensor tensor(long value) {
        return Tensor.own(new JavaArray(new long[] {value}, DType.INT64).toNative());
    }

    /**
     * A tensor of one number and no dimensions ({@code torch.tensor(0.5)}).
     *
     * @param value its value
     * @return a tensor of the default dtype, float32 unless set otherwise, and shape ()
     */
    public static Tensor tensor(double value) {
        return TensorData.tensor(value);
    }

    /**
     * A tensor of one truth value and no dimensions.
     *
     * @param value its value
     * @return a bool tensor of shape ()
     */
    public static Tensor tensor(boolean value) {
        return Tensor.own(new JavaArray(new boolean[] {value}, DType.BOOL).toNative());
    }

    /**
     * A vector of integers: {@code tensor(1, 2, 3)} is Python's {@code torch.tensor([1, 2, 3])}.
     *
     * @param values its elements
     * @return an int64 tensor
     */
    public static Tensor tensor(long... values) {
        return TensorData.tensor(values, (DType) null);
    }

    /**
     * A vector of numbers: {@code tensor(0.5, 1.5)} is Python's {@code torch.tensor([0.5, 1.5])}.
     *
     * @param values its elements
     * @return a tensor of the default dtype, float32 unless set otherwise
     */
    public static Tensor tensor(double... values) {
        return TensorData.tensor(values, (DType) null);
    }

    /**
     * A vector of truth values.
     *
     * @param values its elements
     * @return a bool tensor
     */
    public static Tensor tensor(boolean... values) {
        return TensorData.tensor(values, (DType) null);
    }

    /**
     * A tensor of Java values, as {@code torch.tensor} makes one of Python values. Whole numbers of any Java type become
     * int64, {@code float} and {@code double} the default dtype (float32), booleans bool, {@link Complex} complex64, and
     * a mixture the widest of these; {@link #fromArray} keeps the Java type instead.
     *
     * @param data a number, boolean or {@link Complex}; lists and arrays of them, nested to any depth; or a tensor, to copy.
     *     Of tensors inside a list, which have one element each, the value counts.
     * @return a tensor of the shape of the data
     * @throws TorchException if rows differ in length, or something is no number
     */
    public static Tensor tensor(Object data) {
        return TensorData.tensor(data, (DType) null);
    }

    /**
     * A tensor of Java values in a given dtype.
     *
     * @param data as in {@link #tensor(Object)}
     * @param dtype its dtype
     * @return a tensor of the shape of the data
     * @throws TorchException if rows differ in length, something is no number, or an integer dtype cannot hold a value
     */
    public static Tensor tensor(Object data, DType dtype) {
        return TensorData.tensor(data, dtype);
    }

    /**
     * A tensor of Java values with options.
     *
     * <pre>{@code
     * tensor(new double[][] {{1, 2}, {3, 4}}, o -> o.dtype(FLOAT64).requiresGrad(true))
     * }</pre>
     *
     * @param data as in {@link #tensor(Object)}
     * @param options the dtype, the device, whether to pin memory and to require gradients
     * @return a tensor of the shape of the data
     * @throws TorchException if rows differ in length, something is no number, an integer dtype cannot hold a value, or
     *     the device is not there
     */
    public static Tensor tensor(Object data, Consumer<TensorOptions> options) {
        return TensorData.tensor(data, options);
    }

    /**
     * A tensor that keeps the Java type, as {@code torch.from_numpy} keeps NumPy's: {@code float[][]} becomes a float32
     * matrix, {@code int[]} an int32 vector, {@code byte[]} int8, {@code char[]} uint16. The numbers are copied.
     *
     * @param array a primitive array, or an array of such arrays to any depth
     * @return a tensor of the array's shape
     * @throws TorchException if rows differ in length
     * @throws IllegalArgumentException if it is no array of primitives
     */
    public static Tensor fromArray(Object array) {
        return TensorData.fromArray(array);
    }

    /**
     * A tensor over the memory of a direct buffer ({@code torch.frombuffer}): writing to one writes to the other. It begins
     * at the buffer's position, and keeps the buffer alive.
     *
     * @param buffer a direct buffer in native byte order; a {@code FloatBuffer} becomes float32 and so on, a
     *     {@code ByteBuffer} int8
     * @param shape the shape; a vector if none is given
     * @return a contiguous tensor
     * @throws IllegalArgumentException if the buffer is not direct, is read-only, of the other byte order or of another
     *     size than the shape
     */
    public static Tensor fromBuffer(Buffer buffer, long... shape) {
        return Buffers.tensor(buffer, Buffers.dtype(buffer), shape);
    }

    /**
     * A tensor of any dtype over the memory of a direct buffer.
     *
     * @param buffer a direct buffer; its bytes are read in native order
     * @param dtype the dtype
     * @param shape the shape; a vector if none is given
     * @return a contiguous tensor
     * @throws IllegalArgumentException if the buffer is not direct, is read-only, or of another size than the shape
     */
    public static Tensor fromBuffer(ByteBuffer buffer, DType dtype, long... shape) {
        return Buffers.tensor(buffer, dtype, shape);
    }

    /**
     * The whole dimension, {@code :}, as an index.
     *
     * @return {@link Slice#ALL}
     */
    public static Slice slice() {
        return Slice.ALL;
    }

    /**
     * A part of a dimension, {@code start:stop}, as an index: see {@link Tensor#get(Object...)}.
     *
     * @param start an integer, or null for the beginning
     * @param stop an integer, or null for the end
     * @return the slice
     */
    public static Slice slice(@Nullable Number start, @Nullable Number stop) {
        return Slice.of(start, stop);
    }

    /**
     * A part of a dimension, {@code start:stop:step}, as an index.
     *
     * @param start an integer, or null for the beginning
     * @param stop an integer, or null for the end
     * @param step a positive integer, or null for 1
     * @return the slice
     */
    public static Slice slice(@Nullable Number start, @Nullable Number stop, @Nullable Number step) {
        return Slice.of(start, stop, step);
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
     * {@link TensorTraces} tells where they were made.
     *
     * @return the number of Java references to native tensors
     */
    public static long liveTensors() {
        return NativeMemory.live();
    }

    /**
     * Whether the libtorch that came with this library runs, and not that of a pip install, with which results are to be
     * Python's to the last bit.
     *
     * @return true unless {@code sconce.libtorch} or {@code SCONCE_LIBTORCH} names a folder
     */
    public static boolean isLibtorchBundled() {
        return LibtorchFolder.chosen() == null;
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
     *     last place gives arguments by name. Numbers, {@link Complex} among them, {@link Boolean}, {@link String},
     *     {@link Tensor}, {@link DType}, {@link Device}, {@link Layout}, {@link MemoryFormat} and {@link Generator} stand for
     *     themselves, null for {@code None}, lists and arrays for lists
     * @return null, the result, or a {@link java.util.List} of several results; an operator that writes to an argument
     *     returns that argument
     * @throws IllegalArgumentException if there is no such operator, or no overload takes these arguments
     * @throws TorchException if the operator fails, in Python's words
     */
    public static @Nullable Object call(String name, @Nullable Object... arguments) {
        return BoxedOp.call(name, arguments);
    }
}
