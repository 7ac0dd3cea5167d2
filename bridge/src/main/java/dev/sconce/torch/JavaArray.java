package dev.sconce.torch;

import java.lang.reflect.Array;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.CharPointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that are to become a tensor: a flat primitive array in row-major order, and the shape. Nested arrays are
 * flattened by copying whole rows; {@link JavaValues} flattens everything else.
 */
final class JavaArray {
    private final Object flat;
    private final DType dtype;
    private final long[] shape;

    /**
     * Takes a flat array.
     *
     * @param flat a primitive array
     * @param dtype the dtype whose elements lie in memory as this array's do
     */
    JavaArray(Object flat, DType dtype, long... shape) {
        this.flat = flat;
        this.dtype = dtype;
        this.shape = shape;
    }

    /** Whether an object is a primitive array, or an array of such arrays, to any depth. */
    static boolean isPrimitive(Object array) {
        return leaf(array.getClass()).isPrimitive() && array.getClass().isArray();
    }

    /**
     * Takes a primitive array of any rank.
     *
     * @throws TorchException if its rows differ in length
     */
    static JavaArray of(Object array) {
        Class<?> leaf = leaf(array.getClass());
        DType dtype = dtype(leaf);
        int rank = rank(array.getClass());
        long[] shape = new long[rank];
        Object at = array;
        long count = 1;
        for (int dim = 0; dim < rank; dim++) {
            shape[dim] = at == null ? 0 : Array.getLength(at);
            count = Math.multiplyExact(count, shape[dim]);
            at = shape[dim] == 0 || dim == rank - 1 ? null : Array.get(at, 0);
        }
        if (rank == 1) {
            return new JavaArray(array, dtype, shape);
        }
        Object flat = Array.newInstance(leaf, Math.toIntExact(count));
        copyRows(array, flat, 0, shape, 0);
        return new JavaArray(flat, dtype, shape);
    }

    private static int copyRows(@Nullable Object from, Object flat, int at, long[] shape, int dim) {
        if (from == null) {
            throw new TorchException("not a sequence: a row is null");
        }
        int length = Array.getLength(from);
        checkLength(length, shape, dim);
        if (dim == shape.length - 1) {
            System.arraycopy(from, 0, flat, at, length);
            return at + length;
        }
        int end = at;
        for (Object row : (Object[]) from) {
            end = copyRows(row, flat, end, shape, dim + 1);
        }
        return end;
    }

    static void checkLength(int length, long[] shape, int dim) {
        if (length != shape[dim]) {
            throw new TorchException(
                    "expected sequence of length " + shape[dim] + " at dim " + dim + " (got " + length + ")");
        }
    }

    private static Class<?> leaf(Class<?> type) {
        Class<?> leaf = type;
        while (leaf.isArray()) {
            leaf = leaf.getComponentType();
        }
        return leaf;
    }

    private static int rank(Class<?> type) {
        return type.isArray() ? 1 + rank(type.getComponentType()) : 0;
    }

    private static DType dtype(Class<?> leaf) {
        if (leaf == float.class) {
            return DType.FLOAT32;
        } else if (leaf == double.class) {
            return DType.FLOAT64;
        } else if (leaf == long.class) {
            return DType.INT64;
        } else if (leaf == int.class) {
            return DType.INT32;
        } else if (leaf == short.class) {
            return DType.INT16;
        } else if (leaf == byte.class) {
            return DType.INT8;
        } else if (leaf == char.class) {
            return DType.UINT16;
        } else {
            return DType.BOOL;
        }
    }

    /** The dtype whose elements lie in memory as this array's do. */
    DType dtype() {
        return dtype;
    }

    /** The primitive array. */
    Object flat() {
        return flat;
    }

    /** Copies the numbers into a new tensor on the CPU, which belongs to no scope yet. */
    org.bytedeco.pytorch.Tensor toNative() {
        NativeLibrary.load();
        try (var options = new TensorOptions(dtype.scalarType())) {
            var tensor = torch.empty(shape, options, null);
            if (tensor.numel() > 0) {
                try (Pointer data = tensor.data_ptr()) {
                    copyTo(data);
                }
            }
            return tensor;
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    private void copyTo(Pointer data) {
        if (flat instanceof float[] floats) {
            new FloatPointer(data).put(floats, 0, floats.length);
        } else if (flat instanceof double[] doubles) {
            new DoublePointer(data).put(doubles, 0, doubles.length);
        } else if (flat instanceof long[] longs) {
            new LongPointer(data).put(longs, 0, longs.length);
        } else if (flat instanceof int[] ints) {
            new IntPointer(data).put(ints, 0, ints.length);
        } else if (flat instanceof short[] shorts) {
            new ShortPointer(data).put(shorts, 0, shorts.length);
        } else if (flat instanceof byte[] bytes) {
            new BytePointer(data).put(bytes, 0, bytes.length);
        } else if (flat instanceof char[] chars) {
            new CharPointer(data).put(chars, 0, chars.length);
        } else {
            copyTo(data, (boolean[]) flat);
        }
    }

    private static void copyTo(Pointer data, boolean[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        new BytePointer(data).put(bytes, 0, bytes.length);
    }
}
