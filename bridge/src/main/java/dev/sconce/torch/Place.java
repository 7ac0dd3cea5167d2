package dev.sconce.torch;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A part of a tensor that can be written: {@code x.at(0, slice(1, 3)).set(7)} is Python's {@code x[0, 1:3] = 7}. Made by
 * {@link Tensor#at(Object...)}.
 */
public final class Place {
    private final Tensor tensor;
    private final @Nullable Object[] indices;

    Place(Tensor tensor, @Nullable Object... indices) {
        this.tensor = tensor;
        this.indices = indices;
    }

    /**
     * Reads the part, as {@link Tensor#get(Object...)}.
     *
     * @return a view or a copy, as in Python
     * @throws TorchException if the indices do not fit the tensor
     */
    public Tensor get() {
        return Indexing.get(tensor, indices);
    }

    /**
     * Writes a tensor, {@code x[...] = value}. Gradients flow back to the value.
     *
     * @param value a tensor that can be broadcast to the part
     * @throws TorchException if the indices or the value do not fit
     */
    public void set(Tensor value) {
        Indexing.set(tensor, indices, value);
    }

    /**
     * Writes one number to all elements of the part.
     *
     * @param value the number, which may be {@link Complex} where the tensor is
     * @throws TorchException if the indices do not fit, or the dtype cannot hold the value
     */
    public void set(Number value) {
        Indexing.set(tensor, indices, value);
    }

    /**
     * Writes one truth value to all elements of the part.
     *
     * @param value the truth value
     * @throws TorchException if the indices do not fit
     */
    public void set(boolean value) {
        Indexing.set(tensor, indices, value);
    }

    /**
     * Replaces the part by something computed from it: {@code x.at(mask).update(v -> v.mul(2))} is Python's
     * {@code x[mask] *= 2}.
     *
     * @param change computes the new values
     * @throws TorchException if the indices or the new values do not fit
     */
    public void update(UnaryOperator<Tensor> change) {
        set(change.apply(get()));
    }

    /** Returns the indices as Python writes them, {@code [0, 1:3]}. */
    @Override
    public String toString() {
        return Arrays.toString(indices).replace("null", "None");
    }
}
