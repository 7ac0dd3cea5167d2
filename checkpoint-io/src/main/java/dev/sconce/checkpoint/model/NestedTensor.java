package dev.sconce.checkpoint.model;

/**
 * A nested tensor of the strided layout: tensors of different shapes in one buffer.
 *
 * @param buffer all elements, one-dimensional
 * @param sizes int64, one row of lengths for each tensor
 * @param strides int64, one row of strides for each tensor
 * @param offsets int64, where each tensor begins in the buffer
 */
public record NestedTensor(HostTensor buffer, HostTensor sizes, HostTensor strides, HostTensor offsets)
        implements TensorValue {
    @Override
    public ElementType dtype() {
        return buffer.dtype();
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "nested(" + dtype().torchName() + ", " + sizes.shape()[0] + " tensors)";
    }
}
