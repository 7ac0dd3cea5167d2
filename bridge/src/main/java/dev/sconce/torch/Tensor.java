package dev.sconce.torch;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A multi-dimensional array of one {@link DType} on one {@link Device}, as {@code torch.Tensor}, over the native tensor of
 * libtorch: several Java objects may stand for one native tensor ({@link #isSame}).
 *
 * <p>The operations are inherited from {@link TensorOps}; their names are Python's in camel case.
 *
 * <p>Lifetime: a tensor that is made inside a {@link TensorScope} is freed at the scope's end; any other is freed by
 * {@link #close()} or after the garbage collector found it unreachable. Tensors may be read by several threads at once;
 * writing and closing need the caller's own order, as in PyTorch.
 */
public non-sealed class Tensor extends NumericTensor implements Iterable<Tensor> {

    private Tensor(org.bytedeco.pytorch.Tensor handle, @Nullable TensorScope owner) {
        super(handle, owner);
        if (owner != null) {
            owner.add(this);
        }
    }

    /**
     * For subclasses that give a tensor a role, such as a parameter: another reference to the same native tensor, which
     * belongs to no scope.
     *
     * @param same the tensor to stand for
     */
    protected Tensor(Tensor same) {
        super(new org.bytedeco.pytorch.Tensor(same.handle()), null);
    }

    /**
     * Stands for another native tensor from now on, for subclasses that give a tensor a role: what holds this object sees
     * the change. Recorded operations go on with the tensor that was there before.
     *
     * @param other the tensor to stand for
     */
    protected final void become(Tensor other) {
        if (!isSame(other)) {
            replaceHandle(new org.bytedeco.pytorch.Tensor(other.handle()));
        }
    }

    /** Takes over a handle that a native function returned by value, for the current scope. */
    static Tensor own(org.bytedeco.pytorch.Tensor handle) {
        if (CapturedTensors.lookers != 0) {
            CapturedTensors.made(handle);
        }
        return new Tensor(handle, TensorScope.current());
    }

    /** A tensor of the current scope for a handle that the native side only lent; null if that is undefined. */
    static @Nullable Tensor copyOf(org.bytedeco.pytorch.@Nullable Tensor borrowed) {
        return borrowed == null || !borrowed.defined() ? null : wrap(borrowed);
    }

    /**
     * Takes a tensor of the raw presets. The two share the native tensor and are closed apart.
     *
     * @param raw a tensor of {@code org.bytedeco.pytorch}
     * @return a tensor of the current scope
     */
    public static Tensor wrap(org.bytedeco.pytorch.Tensor raw) {
        return new Tensor(new org.bytedeco.pytorch.Tensor(raw), TensorScope.current());
    }

    /**
     * Gives the native tensor to the raw presets. It stays this tensor's: it is valid until this tensor is closed.
     *
     * @return the handle itself
     */
    public org.bytedeco.pytorch.Tensor unwrap() {
        return handle();
    }

    /**
     * Whether two Java tensors stand for one native tensor: Python's {@code is}.
     *
     * @param other another tensor
     * @return whether they are the same
     */
    public final boolean isSame(Tensor other) {
        return outline().is_same(other.outline());
    }

    // Shape and type

    /**
     * The number of dimensions ({@code dim()}, {@code ndim}).
     *
     * @return 0 for a scalar
     */
    public final int dim() {
        return Math.toIntExact(handle().dim());
    }

    /**
     * The lengths of all dimensions ({@code shape}, {@code size()}).
     *
     * @return a fresh array
     * @throws TorchException if a dimension of a nested tensor has no one length
     */
    public final long[] shape() {
        org.bytedeco.pytorch.Tensor open = handle();
        long[] shape = new long[Math.toIntExact(open.dim())];
        try {
            for (int i = 0; i < shape.length; i++) {
                shape[i] = open.size(i);
            }
        } catch (RuntimeException e) {
            throw open.is_nested()
                    ? new TorchException(
                            "Internal error: NestedTensorImpl doesn't support sizes. Please file an issue.", e)
                    : TorchException.from(e);
        }
        return shape;
    }

    /**
     * The length of one dimension.
     *
     * @param dim its number; negative ones count from the end
     * @return its length
     * @throws TorchException if there is no such dimension
     */
    public final long size(long dim) {
        try {
            return handle().size(dim);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * The steps in elements from one index to the next, for each dimension ({@code stride()}).
     *
     * @return a fresh array
     */
    public final long[] strides() {
        org.bytedeco.pytorch.Tensor open = handle();
        long[] strides = new long[Math.toIntExact(open.dim())];
        try {
            for (int i = 0; i < strides.length; i++) {
                strides[i] = open.stride(i);
            }
        } catch (RuntimeException e) {
            throw TorchException.from(e); // sparse tensors have none
        }
        return strides;
    }

    /**
     * Where this tensor begins in its storage, in elements.
     *
     * @return 0 or more
     */
    public final long storageOffset() {
        try {
            return handle().storage_offset();
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * The number of elements.
     *
     * @return the product of the shape
     */
    public final long numel() {
        return handle().numel();
    }

    /**
     * The bytes that the elements take ({@code nbytes}).
     *
     * @return number of elements times {@link DType#itemSize()}
     * @throws TorchException if the tensor is of the COO layout, whose parts have sizes of their own
     */
    public final long nbytes() {
        try {
            return handle().nbytes();
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * The type of the elements.
     *
     * @return the dtype
     */
    public final DType dtype() {
        return DType.of(outline().scalar_type());
    }

    /**
     * Whether the elements lie in row-major order without gaps.
     *
     * @return as {@code is_contiguous()}
     * @throws TorchException if the layout is a compressed sparse one
     */
    public final boolean isContiguous() {
        try {
            return handle().is_contiguous();
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * Whether only the elements that are not zero are stored, with their indices.
     *
     * @return as {@code is_sparse}: true for the COO layout
     */
    public final boolean isSparse() {
        return handle().is_sparse();
    }

    /**
     * Whether there is a tensor at all: a few native functions return undefined ones, {@code None} in Python.
     *
     * @return false for {@code None}
     */
    public final boolean isDefined() {
        return handle().defined();
    }

    // Role

    /**
     * Whether this tensor is written to checkpoints as a {@code torch.nn.Parameter}; subclasses that are one say so.
     *
     * @return false for a plain tensor
     */
    protected boolean isParameter() {
        return false;
    }

    // Values

    /**
     * The only element, as a number ({@code item()}); true is 1.
     *
     * @return its value; integers beyond 2<sup>53</sup> are rounded, see {@link #itemLong()}
     * @throws TorchException if there is not exactly one element, or it is complex
     */
    public final double item() {
        try {
            return handle().item_double();
        } catch (RuntimeException e) {
            throw noItem(e);
        }
    }

    /**
     * The only element, as an integer.
     *
     * @return its value, truncated if it is fractional
     * @throws TorchException if there is not exactly one element, it does not fit, or is on the meta device
     */
    public final long itemLong() {
        try {
            return handle().item_long();
        } catch (RuntimeException e) {
            throw noItem(e);
        }
    }

    /**
     * The only element, as a truth value.
     *
     * @return whether it is not zero
     * @throws TorchException if there is not exactly one element
     */
    public final boolean itemBoolean() {
        try {
            return handle().item_bool();
        } catch (RuntimeException e) {
            throw noItem(e);
        }
    }

    /**
     * The only element, as a complex number.
     *
     * @return its value; a real one has the imaginary part 0
     * @throws TorchException if there is not exactly one element
     */
    public final Complex itemComplex() {
        if (!dtype().isComplex()) {
            return new Complex(item(), 0);
        }
        checkSingle();
        return (Complex) JavaElements.scalar(this);
    }

    private RuntimeException noItem(RuntimeException thrown) {
        return !isClosed() && outline().is_meta()
                ? new TorchException("Tensor.item() cannot be called on meta tensors", thrown)
                : TorchException.from(thrown);
    }

    private void checkSingle() {
        if (numel() != 1) {
            throw new TorchException("a Tensor with " + numel() + " elements cannot be converted to Scalar");
        }
    }

    /**
     * Copies the elements in row-major order, converted as {@code to(FLOAT32)} does.
     *
     * @return an array of {@link #numel()} elements
     */
    public final float[] toFloatArray() {
        return HostElements.floats(handle());
    }

    /**
     * Copies the elements in row-major order, converted as {@code to(FLOAT64)} does.
     *
     * @return an array of {@link #numel()} elements
     */
    public final double[] toDoubleArray() {
        return HostElements.doubles(handle());
    }

    /**
     * Copies the elements in row-major order, converted as {@code to(INT64)} does.
     *
     * @return an array of {@link #numel()} elements; those of uint64 are to be read as unsigned
     */
    public final long[] toLongArray() {
        return HostElements.longs(handle());
    }

    /**
     * Copies the elements in row-major order, converted as {@code to(INT32)} does.
     *
     * @return an array of {@link #numel()} elements
     */
    public final int[] toIntArray() {
        return HostElements.ints(handle());
    }

    /**
     * Copies the elements in row-major order, converted as {@code to(INT16)} does.
     *
     * @return an array of {@link #numel()} elements
     */
    public final short[] toShortArray() {
        return HostElements.shorts(handle());
    }

    /**
     * Copies the elements in row-major order, converted as {@code to(INT8)} does.
     *
     * @return an array of {@link #numel()} elements; those of uint8 are to be read as unsigned
     */
    public final byte[] toByteArray() {
        return HostElements.bytes(handle());
    }

    /**
     * Copies the elements in row-major order: whether each is not zero.
     *
     * @return an array of {@link #numel()} elements
     */
    public final boolean[] toBooleanArray() {
        return HostElements.booleans(handle());
    }

    /**
     * Copies the elements into nested arrays, {@code float[][]} for a float32 matrix. Types that Java lacks come as the
     * next larger one: half and smaller floats as {@code float}, uint8 and uint16 as {@code int}, uint32 as {@code long};
     * uint64 as {@code long} that is to be read as unsigned; complex numbers as {@link Complex}.
     *
     * @return the array; of a tensor without dimensions, the element itself as in {@link #toList()}
     */
    public final Object toArray() {
        return dim() == 0 ? JavaElements.scalar(this) : JavaElements.arrays(this);
    }

    /**
     * Copies the elements into nested lists ({@code tolist()}), as Boolean, Long, Double or {@link Complex}; as BigInteger
     * where a uint64 exceeds a long.
     *
     * @return the list
     * @throws TorchException if there are no dimensions: see {@link #item()}
     */
    public final List<Object> toList() {
        if (dim() == 0) {
            throw new TorchException("a list of a 0-d tensor: use item()");
        }
        return JavaElements.lists(this);
    }

    /**
     * The elements as a direct buffer in the native byte order, without a copy: writing to one writes to the other. The
     * buffer, and every buffer made of it, keeps the memory alive, even when this tensor is closed.
     *
     * @return a buffer of {@link #nbytes()} bytes; {@code asFloatBuffer()} and so on give it a type
     * @throws TorchException if the tensor requires grad, is not contiguous, not on the CPU, or larger than 2 GiB
     */
    public final ByteBuffer asByteBuffer() {
        return Buffers.buffer(this);
    }

    // Indexing

    /**
     * A row, or whatever the first dimension counts: {@code x[index]}.
     *
     * @param index its number; negative ones count from the end
     * @return a view
     * @throws TorchException if there is no such row
     */
    public final Tensor get(long index) {
        return Indexing.get(this, index);
    }

    /**
     * A part of this tensor, as {@code x[...]} in Python. Each index stands for a dimension, from the first on:
     *
     * <ul>
     *   <li>an integer selects, and the dimension goes;
     *   <li>a {@link Slice} takes a part of the dimension;
     *   <li>{@link Torch#ELLIPSIS} stands for all dimensions that the others leave, {@code null} for a new one;
     *   <li>a tensor of integers picks, a boolean tensor masks as many dimensions as it has, and so do arrays and lists
     *       of integers or booleans; {@code true} and {@code false} mask a new dimension.
     * </ul>
     *
     * <pre>{@code
     * x.get(0, slice(1, 3))          // x[0, 1:3]
     * x.get(ELLIPSIS, -1)            // x[..., -1]
     * x.get(slice(), null)           // x[:, None]
     * x.get(mask)                    // x[mask]
     * }</pre>
     *
     * @param indices the indices
     * @return a view where only integers, slices, the ellipsis and {@code null} are given, else a copy
     * @throws TorchException if the indices do not fit, in Python's words
     */
    public final Tensor get(@Nullable Object... indices) {
        return Indexing.get(this, indices);
    }

    /**
     * A part of this tensor, to be written: {@code x.at(0, slice(1, 3)).set(7)} is {@code x[0, 1:3] = 7}.
     *
     * @param indices as in {@link #get(Object...)}
     * @return the place; the indices are looked at when it is used
     */
    public final Place at(@Nullable Object... indices) {
        return new Place(this, indices);
    }

    /**
     * The rows, or whatever the first dimension counts, one after the other ({@code for row in x}).
     *
     * @return views of the current scope
     * @throws TorchException if there are no dimensions
     */
    @Override
    public final Iterator<Tensor> iterator() {
        return rows().iterator();
    }

    /**
     * The rows, or whatever the first dimension counts.
     *
     * @return a stream of views of the current scope
     * @throws TorchException if there are no dimensions
     */
    public final Stream<Tensor> stream() {
        return rows().stream();
    }

    private List<Tensor> rows() {
        if (dim() == 0) {
            throw new TorchException("iteration over a 0-d tensor");
        }
        return unbind(0);
    }

    /**
     * The text that Python prints, as in {@code print(tensor)}; {@link Torch#setPrintoptions} says how.
     *
     * @return the elements in brackets, and what they do not say of themselves: dtype, device, gradient
     */
    @Override
    public String toString() {
        return isClosed() ? "tensor(<closed>)" : TensorPrinter.print(handle(), PrintOptions.current());
    }
}
