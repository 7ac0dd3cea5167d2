package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/**
 * Alpha dropout of whole channels, for layers with {@link SELU}.
 */
public class FeatureAlphaDropout extends DropoutNd {
    /** Makes a layer with probability 0.5. */
    public FeatureAlphaDropout() {
        this(0.5);
    }

    /**
     * Makes a layer.
     *
     * @param p the probability, between 0 and 1
     */
    public FeatureAlphaDropout(Number p) {
        this(p, false);
    }

    /**
     * Makes a layer.
     *
     * @param p the probability, between 0 and 1
     * @param inplace whether the input is overwritten
     */
    public FeatureAlphaDropout(Number p, boolean inplace) {
        super(p, inplace);
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.featureAlphaDropout(input, p.doubleValue(), isTraining());
    }
}
