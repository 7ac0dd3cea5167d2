package dev.sconce.checkpoint.model;

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

    @Override
    public String toString() {
        return "torch.Size(" + dimensions + ")";
    }
}
