package dev.sconce.nn.utils.rnn;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Sequences of several lengths, packed time step by time step, as {@code torch.nn.utils.rnn.PackedSequence}. Made by
 * {@link Rnn#packPaddedSequence} and its like, not by hand.
 *
 * @param data all elements, first those of the first time step
 * @param batchSizes how many sequences have an element at each time step; on the host
 * @param sortedIndices how the sequences were ordered by length, or null if they came so
 * @param unsortedIndices the way back, or null if they came so
 */
public record PackedSequence(
        Tensor data,
        Tensor batchSizes,
        @Nullable Tensor sortedIndices,
        @Nullable Tensor unsortedIndices) {
    /** Completes the way back. */
    public PackedSequence {
        if (unsortedIndices == null && sortedIndices != null) {
            unsortedIndices = Rnn.invertPermutation(sortedIndices);
        }
        if (!batchSizes.device().type().equals("cpu")) {
            throw new IllegalArgumentException("batch_sizes should always be on CPU, got " + batchSizes.device());
        }
    }

    /**
     * The same places with other elements.
     *
     * @param other the elements
     * @return a new sequence
     */
    public PackedSequence withData(Tensor other) {
        return new PackedSequence(other, batchSizes, sortedIndices, unsortedIndices);
    }

    /**
     * The same sequences with elements of another type.
     *
     * @param dtype the type
     * @return a new sequence
     */
    public PackedSequence to(DType dtype) {
        return withData(data.to(dtype));
    }
}
