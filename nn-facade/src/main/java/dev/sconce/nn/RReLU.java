package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;

/**
 * A leaky relu whose slope is drawn between two values in training and is their mean in evaluation.
 */
public class RReLU extends Layer {
    /** The least slope. */
    public Number lower;

    /** The greatest slope. */
    public Number upper;

    /** Whether the input is overwritten. */
    public boolean inplace;

    /** Makes a layer with Python's defaults. */
    public RReLU() {
        this(1.0 / 8, 1.0 / 3, false);
    }

    /**
     * Makes a layer.
     *
     * @param lower the least slope
     * @param upper the greatest slope
     */
    public RReLU(Number lower, Number upper) {
        this(lower, upper, false);
    }

    /**
     * Makes a layer.
     *
     * @param lower the least slope
     * @param upper the greatest slope
     * @param inplace whether the input is overwritten
     */
    public RReLU(Number lower, Number upper, boolean inplace) {
        this.lower = lower;
        this.upper = upper;
        this.inplace = inplace;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.rrelu(input, lower, upper, isTraining(), inplace);
    }

    @Override
    public String extraRepr() {
        return "lower=" + PyText.repr(lower) + ", " + "upper=" + PyText.repr(upper) + (inplace ? ", inplace=True" : "");
    }
}
