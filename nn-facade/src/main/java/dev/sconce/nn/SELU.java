package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/**
 * The scaled exponential linear unit of each element, which keeps mean 0 and variance 1.
 */
public class SELU extends Layer {
    /** Whether the input is overwritten. */
    public boolean inplace;

    /** Makes a layer with Python's defaults. */
    public SELU() {
        this(false);
    }

    /**
     * Makes a layer.
     *
     * @param inplace whether the input is overwritten
     */
    public SELU(boolean inplace) {
        this.inplace = inplace;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.selu(input, inplace);
    }

    @Override
    public String extraRepr() {
        return inplace ? "inplace=True" : "";
    }
}
