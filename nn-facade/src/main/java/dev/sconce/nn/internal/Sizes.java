package dev.sconce.nn.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lengths, strides and paddings: one number for all dimensions, or one for each. */
public final class Sizes {
    private static final long[] NONE = {};

    private Sizes() {}

    /**
     * One number for each dimension.
     *
     * @param given one number, or one for each
     * @param dims the number of dimensions
     * @param name what it is, for the message
     * @return a new array of that length
     * @throws IllegalArgumentException if there are other than one or {@code dims} numbers
     */
    public static long[] expand(long[] given, int dims, String name) {
        if (given.length == dims) {
            return given.clone();
        }
        if (given.length == 1) {
            long[] expanded = new long[dims];
            Arrays.fill(expanded, given[0]);
            return expanded;
        }
        throw new IllegalArgumentException(
                name + " must be a single int or " + dims + " ints, but got " + PyText.tuple(given));
    }

    /**
     * One part for each dimension.
     *
     * @param given one part, or one for each
     * @param dims the number of dimensions
     * @param name what it is, for the message
     * @return a new array of that length
     * @throws IllegalArgumentException if there are other than one or {@code dims} parts
     */
    public static double[] expand(double[] given, int dims, String name) {
        if (given.length == dims) {
            return given.clone();
        }
        if (given.length == 1) {
            double[] expanded = new double[dims];
            Arrays.fill(expanded, given[0]);
            return expanded;
        }
        throw new IllegalArgumentException(
                name + " must be a single float or " + dims + " floats, but got " + Arrays.toString(given));
    }

    /**
     * The form in which libtorch takes "the same as the kernel".
     *
     * @param given the numbers, or null
     * @return the numbers, or none
     */
    public static long[] orNone(long @Nullable [] given) {
        return given == null ? NONE : given;
    }

    /**
     * Whether all numbers are the same.
     *
     * @param numbers the numbers
     * @param value what they should be
     * @return true for no numbers
     */
    public static boolean all(long[] numbers, long value) {
        for (long number : numbers) {
            if (number != value) {
                return false;
            }
        }
        return true;
    }

    /**
     * The numbers in reverse order, each one repeatedly ({@code _reverse_repeat_tuple}).
     *
     * @param numbers the numbers
     * @param times how often each
     * @return a new array
     */
    public static long[] reverseRepeat(long[] numbers, int times) {
        long[] repeated = new long[numbers.length * times];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = numbers[numbers.length - 1 - i / times];
        }
        return repeated;
    }

    /**
     * A single number as Python prints it, or a tuple.
     *
     * @param given one or several numbers
     * @return {@code 2} or {@code (2, 3)}
     */
    public static String text(long[] given) {
        return given.length == 1 ? Long.toString(given[0]) : PyText.tuple(given);
    }
}
