package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/**
 * Sets whole channels of shape {@code (D, H, W)} to zero with a probability, in training.
 */
public class Dropout3d extends DropoutNd {
    /** Makes a layer with probability 0.5. */
    public Dropout3d() {
        this(0.5);
    }

    /**
     * Makes a layer.
     *
     * @param p the probability, between 0 and 1
     */
    public Dropout3d(Number p) {
        this(p, false);
    }

    /**
     * Makes a layer.
     *
     * @param p the probability, between 0 and 1
     * @param inplace whether the input is overwritten
     */
    public Dropout3d(Number p, boolean inplace) {
        super(p, inplace);
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.dropout3d(input, p.doubleValue(), isTraining(), inplace);
    }
}
