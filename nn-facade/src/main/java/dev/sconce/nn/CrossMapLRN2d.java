package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;

/**
 * Divides each value by a power of the squares of its neighbours in other channels: the older form of
 * {@link LocalResponseNorm}, for input of shape {@code (N, C, H, W)}.
 */
public class CrossMapLRN2d extends Layer {
    /** The number of neighbouring channels. */
    public final long size;

    /** The factor of the mean of squares. */
    public final Number alpha;

    /** The power. */
    public final Number beta;

    /** What is added to the mean of squares. */
    public final Number k;

    /**
     * Makes a layer with Python's defaults.
     *
     * @param size the number of neighbouring channels
     */
    public CrossMapLRN2d(long size) {
        this(size, 1e-4, 0.75, 1);
    }

    /**
     * Makes a layer.
     *
     * @param size the number of neighbouring channels
     * @param alpha the factor of the mean of squares
     * @param beta the power
     * @param k what is added to the mean of squares
     */
    public CrossMapLRN2d(long size, Number alpha, Number beta, Number k) {
        this.size = size;
        this.alpha = alpha;
        this.beta = beta;
        this.k = k;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return new CrossMapFunction(size, alpha.doubleValue(), beta.doubleValue(), k).applyOne(input);
    }

    @Override
    public String extraRepr() {
        return size + ", alpha=" + PyText.repr(alpha) + ", beta=" + PyText.repr(beta) + ", k=" + PyText.repr(k);
    }
}
