package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/**
 * Sets elements to zero with a probability, and scales the others up, in training.
 */
public class Dropout extends DropoutNd {
    /** Makes a layer with probability 0.5. */
    public Dropout() {
        this(0.5);
    }

    /**
     * Makes a layer.
     *
     * @param p the probability, between 0 and 1
     */
    public Dropout(Number p) {
        this(p, false);
    }

    /**
     * Makes a layer.
     *
     * @param p the probability, between 0 and 1
     * @param inplace whether the input is overwritten
     */
    public Dropout(Number p, boolean inplace) {
        super(p, inplace);
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.dropout(input, p.doubleValue(), isTraining(), inplace);
    }
}
