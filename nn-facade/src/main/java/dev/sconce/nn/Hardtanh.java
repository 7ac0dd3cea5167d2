package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;

/**
 * Clamps each element to two values.
 */
public class Hardtanh extends Layer {
    /** The least value. */
    public Number minVal;

    /** The greatest value. */
    public Number maxVal;

    /** Whether the input is overwritten. */
    public boolean inplace;

    /** Makes a layer with Python's defaults. */
    public Hardtanh() {
        this(-1.0, 1.0, false);
    }

    /**
     * Makes a layer.
     *
     * @param minVal the least value
     * @param maxVal the greatest value
     */
    public Hardtanh(Number minVal, Number maxVal) {
        this(minVal, maxVal, false);
    }

    /**
     * Makes a layer.
     *
     * @param minVal the least value
     * @param maxVal the greatest value
     * @param inplace whether the input is overwritten
     */
    public Hardtanh(Number minVal, Number maxVal, boolean inplace) {
        this.minVal = minVal;
        this.maxVal = maxVal;
        this.inplace = inplace;
        if (maxVal.doubleValue() <= minVal.doubleValue()) {
            throw new IllegalArgumentException(
                    "max_val (" + PyText.repr(maxVal) + ") must be greater than min_val (" + PyText.repr(minVal) + ")");
        }
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.hardtanh(input, minVal, maxVal, inplace);
    }

    @Override
    public String extraRepr() {
        return "min_val=" + PyText.repr(minVal) + ", " + "max_val=" + PyText.repr(maxVal)
                + (inplace ? ", inplace=True" : "");
    }
}
