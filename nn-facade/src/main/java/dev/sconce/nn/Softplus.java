package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;

/**
 * A smooth relu: {@code log(1 + exp(beta x)) / beta}.
 */
public class Softplus extends Layer {
    /** How sharp the bend is. */
    public Number beta;

    /** Above which {@code beta x} is taken as linear. */
    public Number threshold;

    /** Makes a layer with Python's defaults. */
    public Softplus() {
        this(1.0, 20.0);
    }

    /**
     * Makes a layer.
     *
     * @param beta how sharp the bend is
     * @param threshold above which {@code beta x} is taken as linear
     */
    public Softplus(Number beta, Number threshold) {
        this.beta = beta;
        this.threshold = threshold;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.softplus(input, beta, threshold);
    }

    @Override
    public String extraRepr() {
        return "beta=" + PyText.repr(beta) + ", " + "threshold=" + PyText.repr(threshold);
    }
}
