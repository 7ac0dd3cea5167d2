package dev.sconce.torch;

import org.jspecify.annotations.Nullable;

/**
 * A part of a dimension, as Python's {@code start:stop:step} in {@code x[...]}: see {@link Tensor#get(Object...)}.
 *
 * <pre>{@code
 * x.get(Slice.of(1, 3))            // x[1:3]
 * x.get(Slice.of(null, -1, 2), 0)  // x[:-1:2, 0]
 * x.get(Slice.ALL, 0)              // x[:, 0]
 * }</pre>
 *
 * @param start the first index, or null for 0; negative ones count from the end
 * @param stop the index before which to stop, or null for the end; negative ones count from the end
 * @param step the distance between indices, 1 or more, or null for 1
 */
public record Slice(
        @Nullable Long start, @Nullable Long stop, @Nullable Long step) {
    /** The whole dimension, {@code :}. */
    public static final Slice ALL = new Slice(null, null, null);

    /**
     * Makes {@code start:stop}.
     *
     * @param start an integer, or null for the beginning
     * @param stop an integer, or null for the end
     * @return the slice
     */
    public static Slice of(@Nullable Number start, @Nullable Number stop) {
        return new Slice(whole(start), whole(stop), null);
    }

    /**
     * Makes {@code start:stop:step}.
     *
     * @param start an integer, or null for the beginning
     * @param stop an integer, or null for the end
     * @param step a positive integer, or null for 1
     * @return the slice
     */
    public static Slice of(@Nullable Number start, @Nullable Number stop, @Nullable Number step) {
        return new Slice(whole(start), whole(stop), whole(step));
    }

    private static @Nullable Long whole(@Nullable Number number) {
        if (number == null) {
            return null;
        }
        if (number instanceof Float || number instanceof Double) {
            throw new IllegalArgumentException(
                    "slice indices must be integers or None or have an __index__ method (got " + number + ")");
        }
        return number.longValue();
    }

    long first() {
        return start == null ? 0 : start;
    }

    long end() {
        return stop == null ? Long.MAX_VALUE : stop;
    }

    /**
     * The step, which a tensor looks at when it comes to it, and not before.
     *
     * @throws IllegalArgumentException if it is not positive, in Python's words
     */
    long stride() {
        if (step != null && step <= 0) {
            throw new IllegalArgumentException(
                    step == 0 ? "slice step cannot be zero" : "step must be greater than zero");
        }
        return step == null ? 1 : step;
    }

    /** Returns Python's text, such as {@code 1:3} or {@code ::2}. */
    @Override
    public String toString() {
        return text(start) + ":" + text(stop) + (step == null ? "" : ":" + step);
    }

    private static String text(@Nullable Long end) {
        return end == null ? "" : end.toString();
    }
}
