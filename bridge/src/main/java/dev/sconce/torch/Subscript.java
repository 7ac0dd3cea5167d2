package dev.sconce.torch;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptionalList;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Takes the indices of {@code x[...]} one after the other: what is a view is done at once, and the tensors among them are
 * gathered for one indexing operation at the end. The Java twin of {@code at::indexing::impl::applySlicing} in
 * {@code ATen/TensorIndexing.h}, on native tensors; whoever calls opens a {@code PointerScope}.
 */
final class Subscript {
    private final Tensor original;
    private final List<@Nullable Object> indices;
    private final List<@Nullable Tensor> picks = new ArrayList<>();
    private Tensor sliced;
    private boolean isAdvanced;
    private int dim;

    private Subscript(Tensor original, List<@Nullable Object> indices) {
        this.original = original;
        this.indices = indices;
        sliced = original;
    }

    /**
     * Applies indices to a tensor.
     *
     * @throws TorchException if something is no index, or there are too many
     */
    static Subscript apply(Tensor original, @Nullable Object[] indices) {
        List<@Nullable Object> known = new ArrayList<>(indices.length);
        for (Object index : indices) {
            known.add(known(index));
        }
        Subscript subscript = new Subscript(original, known);
        subscript.walk();
        return subscript;
    }

    /** The view that is left after the indices that give views. */
    Tensor sliced() {
        return sliced;
    }

    /** Whether tensors are among the indices, so that {@link #picks()} is to be applied to the view. */
    boolean isAdvanced() {
        return isAdvanced;
    }

    /** The tensors that pick elements, by dimension. */
    TensorOptionalList picks() {
        int last = picks.size();
        while (last > 0 && picks.get(last - 1) == null) {
            last--;
        }
        TensorOptionalList list = new TensorOptionalList();
        for (Tensor pick : picks.subList(0, last)) {
            list.push_back(pick == null ? new TensorOptional() : new TensorOptional(pick));
        }
        return list;
    }

    // What the indices are

    /** One of null, Long, Boolean, Slice, Ellipsis and native Tensor. */
    private static @Nullable Object known(@Nullable Object index) {
        if (index == null || index instanceof Boolean || index instanceof Slice || index instanceof Ellipsis) {
            return index;
        } else if (index instanceof Long
                || index instanceof Integer
                || index instanceof Short
                || index instanceof Byte) {
            return ((Number) index).longValue();
        } else if (index instanceof dev.sconce.torch.Tensor tensor) {
            return tensor.handle();
        } else if (index instanceof List || index.getClass().isArray()) {
            return sequence(index);
        }
        throw new TorchException(
                "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got "
                        + index.getClass().getSimpleName() + ")");
    }

    /** Lists and arrays stand for tensors of integers or truth values. */
    private static Tensor sequence(Object list) {
        JavaArray values = JavaValues.flatten(list);
        if (Array.getLength(values.flat()) == 0) {
            return values.toNative().to(ScalarType.Long);
        }
        return switch (values.dtype()) {
            case BOOL, INT64 -> values.toNative();
            case INT8, INT16, INT32, UINT16 -> values.toNative().to(ScalarType.Long);
            default -> throw new TorchException("tensors used as indices must be long, int, byte or bool tensors");
        };
    }

    private static boolean isMask(Tensor tensor) {
        DType dtype = DType.of(tensor.scalar_type());
        return dtype == DType.BOOL || dtype == DType.UINT8;
    }

    /** How many dimensions of the original an index uses up; of the ellipsis and new dimensions, none. */
    private static long used(@Nullable Object index) {
        if (index instanceof Tensor tensor) {
            return isMask(tensor) ? tensor.dim() : 1;
        }
        return index instanceof Long || index instanceof Slice ? 1 : 0;
    }

    // One after the other

    private void walk() {
        long specified = indices.stream().mapToLong(Subscript::used).sum();
        if (specified > original.dim() && !isSingle()) {
            throw new TorchException("too many indices for tensor of dimension " + original.dim());
        }
        for (int position = 0; position < indices.size(); position++) {
            Object index = indices.get(position);
            if (index == null) {
                sliced = sliced.unsqueeze(dim);
                pass(1);
            } else if (index instanceof Long number) {
                sliced = select(sliced, dim, number, position);
            } else if (index instanceof Slice slice) {
                slice(slice);
            } else if (index instanceof Ellipsis) {
                pass(Math.toIntExact(original.dim() - specified));
            } else if (index instanceof Boolean truth) {
                mask(truth);
            } else {
                pick((Tensor) index, position);
            }
        }
    }

    /** One integer or slice alone is checked, and complained of, by the operation itself. */
    private boolean isSingle() {
        return indices.size() == 1 && (indices.get(0) instanceof Long || indices.get(0) instanceof Slice);
    }

    private void pass(int dims) {
        dim += dims;
        for (int i = 0; i < dims && isAdvanced; i++) {
            picks.add(null);
        }
    }

    private void slice(Slice slice) {
        // As in Python, a slice that leaves all is no operation in the graph.
        boolean whole =
                slice.stride() == 1 && slice.first() == 0 && sliced.dim() > 0 && slice.end() >= sliced.size(dim);
        if (!whole) {
            sliced = slice(sliced, dim, slice);
        }
        pass(1);
    }

    private void pick(Tensor index, int position) {
        if (index.dim() > 0 || !torch.isIntegralType(index.scalar_type(), true)) {
            record(index);
        } else if (isMask(index)) {
            mask(index.item_long() != 0);
        } else {
            sliced = select(sliced, dim, index.item_long(), position);
        }
    }

    /** A truth value adds a dimension of length 1, and takes it or leaves it. */
    private void mask(boolean truth) {
        sliced = sliced.unsqueeze(dim);
        TensorOptions options = sliced.options().dtype(new ScalarTypeOptional(ScalarType.Long));
        record(torch.zeros(new long[] {truth ? 1 : 0}, options));
    }

    private void record(Tensor index) {
        for (int i = 0; i < dim && !isAdvanced; i++) {
            picks.add(null);
        }
        isAdvanced = true;
        picks.add(index);
        dim += isMask(index) ? Math.toIntExact(index.dim()) : 1;
    }

    // Views

    /** {@code self.select(dim, index)}, with the texts for indices; position is where the index stands. */
    static Tensor select(Tensor self, int dim, long index, int position) {
        try {
            return self.select(dim, index);
        } catch (RuntimeException e) { // looked at only now: an index in range pays for no checks
            checkSelect(self, dim, index, position);
            throw e;
        }
    }

    private static void checkSelect(Tensor self, int dim, long index, int position) {
        long dims = self.dim();
        if (index == 0 && dim == 0 && dims == 0) {
            throw new TorchException("invalid index of a 0-dim tensor. Use `tensor.item()` in Python or"
                    + " `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number");
        }
        long size = dim < dims ? self.size(dim) : 0; // behind the last one after a second ellipsis
        if (size <= -1 - index || size <= index) {
            throw new TorchException(
                    "index " + index + " is out of bounds for dimension " + position + " with size " + size);
        }
    }

    /** {@code self.slice(dim, start, stop, step)}. */
    static Tensor slice(Tensor self, int dim, Slice slice) {
        return self.slice(dim, Marshal.optional(slice.first()), Marshal.optional(slice.end()), slice.stride());
    }
}
