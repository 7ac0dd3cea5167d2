package dev.sconce.checkpoint.model;

import java.util.Arrays;
import java.util.List;

/**
 * A {@code torch.Size} as a value.
 *
 * @param dimensions the lengths
 */
public record PySize(List<Long> dimensions) implements PyValue {
    /** Copies the list. */
    public PySize {
        dimensions = List.copyOf(dimensions);
    }

    /** A size of these lengths. */
    public static PySize of(long... lengths) {
        return new PySize(Arrays.stream(lengths).boxed().toList());
    }

    /** The lengths. */
    public long[] toArray() {
        return dimensions.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public String toString() {
        return "torch.Size(" + dimensions + ")";
    }
}
