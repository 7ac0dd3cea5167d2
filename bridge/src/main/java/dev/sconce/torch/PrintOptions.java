package dev.sconce.torch;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How tensors are printed, as {@code torch.set_printoptions}: see {@link Torch#setPrintoptions}.
 *
 * @param precision digits after the point of floating-point numbers
 * @param threshold tensors with more elements than this are summarized
 * @param edgeitems how many elements a summary shows at each end of each dimension
 * @param linewidth characters per line
 * @param sciMode scientific notation always (true), never (false), or where the numbers ask for it (null)
 */
public record PrintOptions(
        int precision,
        long threshold,
        int edgeitems,
        int linewidth,
        @Nullable Boolean sciMode) {
    /** The values that PyTorch starts with. */
    public static final PrintOptions DEFAULT = new PrintOptions(4, 1000, 3, 80, null);

    /** The profile {@code short}: fewer digits and shorter summaries. */
    public static final PrintOptions SHORT = DEFAULT.precision(2).edgeitems(2);

    /** The profile {@code full}: nothing is summarized. */
    public static final PrintOptions FULL = DEFAULT.threshold(Long.MAX_VALUE);

    private static volatile PrintOptions current = DEFAULT;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a number is negative
     */
    public PrintOptions {
        if (precision < 0 || threshold < 0 || edgeitems < 0 || linewidth < 0) {
            throw new IllegalArgumentException("Print options must not be negative, got precision=" + precision
                    + ", threshold=" + threshold + ", edgeitems=" + edgeitems + ", linewidth=" + linewidth);
        }
    }

    static PrintOptions current() {
        return current;
    }

    static void setCurrent(PrintOptions options) {
        current = Objects.requireNonNull(options, "no print options");
    }

    /**
     * Changes the number of digits.
     *
     * @param digits digits after the point
     * @return a changed copy
     */
    public PrintOptions precision(int digits) {
        return new PrintOptions(digits, threshold, edgeitems, linewidth, sciMode);
    }

    /**
     * Changes from which size on tensors are summarized.
     *
     * @param elements the most elements that are printed in full
     * @return a changed copy
     */
    public PrintOptions threshold(long elements) {
        return new PrintOptions(precision, elements, edgeitems, linewidth, sciMode);
    }

    /**
     * Changes the length of summaries.
     *
     * @param elements how many are shown at each end of a dimension
     * @return a changed copy
     */
    public PrintOptions edgeitems(int elements) {
        return new PrintOptions(precision, threshold, elements, linewidth, sciMode);
    }

    /**
     * Changes the line width.
     *
     * @param characters where lines are broken
     * @return a changed copy
     */
    public PrintOptions linewidth(int characters) {
        return new PrintOptions(precision, threshold, edgeitems, characters, sciMode);
    }

    /**
     * Changes the notation.
     *
     * @param scientific true, false, or null to decide by the numbers
     * @return a changed copy
     */
    public PrintOptions sciMode(@Nullable Boolean scientific) {
        return new PrintOptions(precision, threshold, edgeitems, linewidth, scientific);
    }
}
