package dev.sconce.nn;

import dev.sconce.torch.Tensor;

/** Makes one dimension of a range of dimensions: by default, of all but the first. */
public class Flatten extends Layer {
    /** The first dimension of the range. */
    public final long startDim;

    /** The last dimension of the range. */
    public final long endDim;

    /** Makes a layer for all dimensions but the first. */
    public Flatten() {
        this(1, -1);
    }

    /**
     * Makes a layer.
     *
     * @param startDim the first dimension of the range
     * @param endDim the last dimension of the range; negative ones count from the end
     */
    public Flatten(long startDim, long endDim) {
        this.startDim = startDim;
        this.endDim = endDim;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return input.flatten(startDim, endDim);
    }

    @Override
    public String extraRepr() {
        return "start_dim=" + startDim + ", end_dim=" + endDim;
    }
}
