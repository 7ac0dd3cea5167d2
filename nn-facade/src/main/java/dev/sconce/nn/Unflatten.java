package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;

/** Makes several dimensions of one. */
public class Unflatten extends Layer {
    /** The dimension. */
    public final long dim;

    /** The lengths of the new dimensions. */
    public final long[] unflattenedSize;

    /**
     * Makes a layer.
     *
     * @param dim the dimension; negative ones count from the end
     * @param unflattenedSize the lengths of the new dimensions, of which one may be -1
     */
    public Unflatten(long dim, long... unflattenedSize) {
        this.dim = dim;
        this.unflattenedSize = unflattenedSize.clone();
    }

    @Override
    protected Tensor forward(Tensor input) {
        return input.unflatten(dim, unflattenedSize);
    }

    @Override
    public String extraRepr() {
        return "dim=" + dim + ", unflattened_size=" + PyText.tuple(unflattenedSize);
    }
}
