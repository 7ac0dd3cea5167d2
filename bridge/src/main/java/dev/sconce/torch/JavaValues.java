package dev.sconce.torch;

import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Flattens numbers, lists of lists of numbers and mixed arrays, and finds the type that holds them all: the Java twin of
 * {@code torch/csrc/utils/tensor_new.cpp}, with its error texts.
 */
final class JavaValues {
    /** As in Python; a list that holds itself has no end. */
    private static final int MAX_DIMS = 128;

    private final List<Object> scalars = new ArrayList<>();
    private final long[] shape;
    private final @Nullable DType target;

    private JavaValues(@Nullable Object data, @Nullable DType target) {
        this.target = target;
        shape = shape(data);
        collect(data, 0);
    }

    /**
     * Takes a number, a truth value, or nested lists and arrays of them.
     *
     * @return booleans, longs, doubles, or pairs of doubles as complex numbers
     * @throws TorchException if rows differ in length or something is no number
     */
    static JavaArray flatten(@Nullable Object data) {
        return flatten(data, null);
    }

    /**
     * Takes the same, for a dtype: what a long cannot hold, an unsigned one or a floating-point number may.
     *
     * @return booleans, longs (of uint64, to be read as unsigned), doubles, or pairs of doubles as complex numbers
     * @throws TorchException if rows differ in length or something is no number
     */
    static JavaArray flatten(@Nullable Object data, @Nullable DType target) {
        return data != null && JavaArray.isPrimitive(data) ? JavaArray.of(data) : new JavaValues(data, target).pack();
    }

    private static long[] shape(@Nullable Object data) {
        List<Long> shape = new ArrayList<>();
        List<?> at = sequence(data);
        while (at != null) {
            shape.add((long) at.size());
            if (shape.size() > MAX_DIMS) {
                throw new TorchException("too many dimensions 'list'");
            }
            at = at.isEmpty() ? null : sequence(at.get(0));
        }
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    private void collect(@Nullable Object data, int dim) {
        if (dim == shape.length) {
            scalars.add(scalar(data));
            return;
        }
        List<?> items = sequence(data);
        if (items == null) {
            throw new TorchException("not a sequence");
        }
        JavaArray.checkLength(items.size(), shape, dim);
        for (Object item : items) {
            collect(item, dim + 1);
        }
    }

    private Object scalar(@Nullable Object value) {
        if (value instanceof Tensor tensor) {
            return item(tensor);
        }
        if (value instanceof Boolean || value instanceof Complex) {
            return value;
        }
        if (value instanceof BigInteger big) {
            return whole(big);
        }
        if (value instanceof Number number) {
            return isWhole(number) ? (Object) number.longValue() : (Object) number.doubleValue();
        }
        if (sequence(value) != null) {
            throw new TorchException("'list' object cannot be interpreted as an integer");
        }
        throw new TorchException("Could not infer dtype of "
                + (value == null ? "null" : value.getClass().getSimpleName()));
    }

    private static Object item(Tensor tensor) {
        if (tensor.numel() != 1) {
            throw new TorchException("only one element tensors can be converted to Python scalars");
        }
        return JavaElements.scalar(tensor);
    }

    private static boolean isWhole(Number number) {
        return number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte;
    }

    private Object whole(BigInteger value) {
        if (value.bitLength() > 63) {
            if (target != null && (target.isFloatingPoint() || target.isComplex())) {
                return value.doubleValue();
            }
            if (target == DType.UINT64 && value.signum() > 0 && value.bitLength() == 64) {
                return value.longValue();
            }
            throw new TorchException("Overflow when unpacking long long");
        }
        return value.longValue();
    }

    /** What stands for a Python list: a list or any array; null for anything else. */
    private static @Nullable List<?> sequence(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        if (value == null || !value.getClass().isArray()) {
            return null;
        }
        return new AbstractList<>() {
            @Override
            public Object get(int index) {
                return Array.get(value, index);
            }

            @Override
            public int size() {
                return Array.getLength(value);
            }
        };
    }

    private JavaArray pack() {
        if (scalars.isEmpty()) {
            return new JavaArray(new double[0], DType.FLOAT64, shape);
        }
        if (scalars.stream().anyMatch(Complex.class::isInstance)) {
            double[] pairs = scalars.stream()
                    .map(JavaValues::toComplex)
                    .flatMapToDouble(c -> DoubleStream.of(c.real(), c.imag()))
                    .toArray();
            return new JavaArray(pairs, DType.COMPLEX128, shape);
        }
        if (scalars.stream().anyMatch(Double.class::isInstance)) {
            double[] reals = scalars.stream().mapToDouble(JavaValues::toDouble).toArray();
            return new JavaArray(reals, DType.FLOAT64, shape);
        }
        if (scalars.stream().anyMatch(Long.class::isInstance)) {
            long[] longs = scalars.stream().mapToLong(JavaValues::toLong).toArray();
            return new JavaArray(longs, DType.INT64, shape);
        }
        boolean[] booleans = new boolean[scalars.size()];
        for (int i = 0; i < booleans.length; i++) {
            booleans[i] = (Boolean) scalars.get(i);
        }
        return new JavaArray(booleans, DType.BOOL, shape);
    }

    private static Complex toComplex(Object scalar) {
        return scalar instanceof Complex complex ? complex : new Complex(toDouble(scalar), 0);
    }

    private static double toDouble(Object scalar) {
        return scalar instanceof Double real ? real : toLong(scalar);
    }

    private static long toLong(Object scalar) {
        return scalar instanceof Boolean truth ? (truth ? 1 : 0) : (Long) scalar;
    }
}
