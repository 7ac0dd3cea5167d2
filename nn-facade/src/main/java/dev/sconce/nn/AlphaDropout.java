package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/**
 * Dropout that keeps mean 0 and variance 1, for layers with {@link SELU}.
 */
public class AlphaDropout extends DropoutNd {
    /** Makes a layer with probability 0.5. */
    public AlphaDropout() {
        this(0.5);
    }

    /**
     * Makes a layer.
     *
     * @param p the probability, between 0 and 1
     */
    public AlphaDropout(Number p) {
        this(p, false);
    }

    /**
     * Makes a layer.
     *
     * @param p the probability, between 0 and 1
     * @param inplace whether the input is overwritten
     */
    public AlphaDropout(Number p, boolean inplace) {
        super(p, inplace);
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.alphaDropout(input, p.doubleValue(), isTraining());
    }
}
