package dev.sconce.checkpoint.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which elements of a storage a tensor is made of: shape, strides and offset, all in elements. */
public final class StridedLayout {
    private final long[] shape;
    private final long[] strides;
    private final long offset;
    private final long count;
    private final long end;

    /**
     * Checks that the numbers make sense; copies the arrays.
     *
     * @param shape lengths, each 0 or more
     * @param strides elements from one index to the next, each 0 or more, as many as there are lengths
     * @param offset the first element
     * @throws IllegalArgumentException if they do not
     */
    public StridedLayout(long[] shape, long[] strides, long offset) {
        if (shape.length != strides.length) {
            throw new IllegalArgumentException(
                    "a tensor of " + shape.length + " dimensions needs as many strides, but got " + strides.length);
        }
        this.shape = shape.clone();
        this.strides = strides.clone();
        this.offset = requireNatural("offset", offset);
        long elements = 1;
        long last = offset;
        boolean empty = false;
        try {
            for (int i = 0; i < shape.length; i++) {
                requireNatural("size", shape[i]);
                requireNatural("stride", strides[i]);
                empty |= shape[i] == 0;
            }
            for (int i = 0; i < shape.length && !empty; i++) {
                elements = Math.multiplyExact(elements, shape[i]);
                last = Math.addExact(last, Math.multiplyExact(shape[i] - 1, strides[i]));
            }
            this.count = empty ? 0 : elements;
            this.end = empty ? 0 : Math.addExact(last, 1);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "shape, strides and offset address more elements than 64 bits can count: " + describe(), e);
        }
    }

    private static long requireNatural(String what, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(what + " must be 0 or more, but got " + value);
        }
        return value;
    }

    /** Strides of a tensor whose elements lie in row-major order without gaps. */
    public static long[] contiguousStrides(long[] shape) {
        long[] strides = new long[shape.length];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = step;
            step = Math.multiplyExact(step, Math.max(shape[i], 1));
        }
        return strides;
    }

    /** Lengths; a copy. */
    public long[] shape() {
        return shape.clone();
    }

    /** Elements from one index to the next; a copy. */
    public long[] strides() {
        return strides.clone();
    }

    /** The first element. */
    public long offset() {
        return offset;
    }

    /** How many elements the tensor has: 1 for no dimension, 0 if any length is 0. */
    public long elementCount() {
        return count;
    }

    /** How many elements the storage must have at least; 0 for an empty tensor. */
    public long requiredElements() {
        return end;
    }

    /** Whether the elements lie in row-major order without gaps. */
    public boolean isContiguous() {
        long step = 1;
        for (int i = shape.length - 1; i >= 0 && count > 0; i--) {
            if (shape[i] != 1) {
                if (strides[i] != step) {
                    return false;
                }
                step *= shape[i];
            }
        }
        return true;
    }

    private String describe() {
        return "shape " + Arrays.toString(shape) + ", strides " + Arrays.toString(strides) + ", offset " + offset;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StridedLayout that
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(strides, that.strides)
                && offset == that.offset;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(shape) + Arrays.hashCode(strides)) + Long.hashCode(offset);
    }

    @Override
    public String toString() {
        return describe();
    }
}
