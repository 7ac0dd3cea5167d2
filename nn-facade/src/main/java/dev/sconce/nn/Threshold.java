package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;

/**
 * {@code x} where it is above a threshold, a value elsewhere.
 */
public class Threshold extends Layer {
    /** The threshold. */
    public Number threshold;

    /** The value. */
    public Number value;

    /** Whether the input is overwritten. */
    public boolean inplace;

    /**
     * Makes a layer.
     *
     * @param threshold the threshold
     * @param value the value
     */
    public Threshold(Number threshold, Number value) {
        this(threshold, value, false);
    }

    /**
     * Makes a layer.
     *
     * @param threshold the threshold
     * @param value the value
     * @param inplace whether the input is overwritten
     */
    public Threshold(Number threshold, Number value, boolean inplace) {
        this.threshold = threshold;
        this.value = value;
        this.inplace = inplace;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.threshold(input, threshold, value, inplace);
    }

    @Override
    public String extraRepr() {
        return "threshold=" + PyText.repr(threshold) + ", " + "value=" + PyText.repr(value)
                + (inplace ? ", inplace=True" : "");
    }
}
