package dev.sconce.torch;

import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/** The elements of a tensor as Java objects: single ones, nested arrays, nested lists. */
final class JavaElements {
    private JavaElements() {}

    /** The only element: a Boolean, Long, Double or {@link Complex}, or a BigInteger if a long is too small. */
    static Object scalar(Tensor tensor) {
        return boxed(tensor).apply(0);
    }

    /** Nested lists of what {@link #scalar} returns; the tensor has at least one dimension. */
    static List<Object> lists(Tensor tensor) {
        return lists(boxed(tensor), tensor.shape(), 0, 0);
    }

    private static List<Object> lists(IntFunction<Object> elements, long[] shape, int dim, int offset) {
        int length = Math.toIntExact(shape[dim]);
        int stride = stride(shape, dim);
        List<Object> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            int at = offset + i * stride;
            list.add(dim == shape.length - 1 ? elements.apply(at) : lists(elements, shape, dim + 1, at));
        }
        return list;
    }

    /** A nested array of the Java type that holds all values of the dtype; the tensor has at least one dimension. */
    static Object arrays(Tensor tensor) {
        Object flat = flat(tensor);
        return arrays(flat, tensor.shape(), 0, 0);
    }

    private static Object arrays(Object flat, long[] shape, int dim, int offset) {
        Class<?> leaf = flat.getClass().getComponentType();
        int length = Math.toIntExact(shape[dim]);
        if (dim == shape.length - 1) {
            Object row = Array.newInstance(leaf, length);
            System.arraycopy(flat, offset, row, 0, length);
            return row;
        }
        Object rows = Array.newInstance(rowType(leaf, shape.length - dim - 1), length);
        int stride = stride(shape, dim);
        for (int i = 0; i < length; i++) {
            Array.set(rows, i, arrays(flat, shape, dim + 1, offset + i * stride));
        }
        return rows;
    }

    private static Class<?> rowType(Class<?> leaf, int rank) {
        return Array.newInstance(leaf, new int[rank]).getClass();
    }

    private static int stride(long[] shape, int dim) {
        return Math.toIntExact(Arrays.stream(shape, dim + 1, shape.length).reduce(1, (a, b) -> a * b));
    }

    /** The elements in row-major order, in the Java type that holds all values of the dtype. */
    private static Object flat(Tensor tensor) {
        var handle = tensor.handle();
        return switch (tensor.dtype()) {
            case BOOL -> HostElements.booleans(handle);
            case INT8 -> HostElements.bytes(handle);
            case INT16 -> HostElements.shorts(handle);
            case INT32, UINT8, UINT16 -> HostElements.ints(handle);
            case INT64, UINT32, UINT64 -> HostElements.longs(handle);
            case FLOAT64 -> HostElements.doubles(handle);
            case COMPLEX32, COMPLEX64, COMPLEX128 -> complexes(handle);
            default -> HostElements.floats(handle);
        };
    }

    private static IntFunction<Object> boxed(Tensor tensor) {
        DType dtype = tensor.dtype();
        var handle = tensor.handle();
        if (dtype.isComplex()) {
            Complex[] values = complexes(handle);
            return i -> values[i];
        }
        if (dtype.isFloatingPoint()) {
            double[] values = HostElements.doubles(handle);
            return i -> values[i];
        }
        long[] values = HostElements.longs(handle);
        return switch (dtype) {
            case BOOL -> i -> values[i] != 0;
            case UINT64 -> i -> unsigned(values[i]);
            default -> i -> values[i];
        };
    }

    private static Object unsigned(long bits) {
        return bits >= 0 ? (Object) bits : new BigInteger(Long.toUnsignedString(bits));
    }

    private static Complex[] complexes(org.bytedeco.pytorch.Tensor tensor) {
        try (var scope = new PointerScope()) {
            double[] pairs =
                    HostElements.doubles(torch.view_as_real(tensor.detach().resolve_conj()));
            Complex[] values = new Complex[pairs.length / 2];
            for (int i = 0; i < values.length; i++) {
                values[i] = new Complex(pairs[2 * i], pairs[2 * i + 1]);
            }
            return values;
        }
    }
}
