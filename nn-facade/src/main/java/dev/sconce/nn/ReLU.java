package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/**
 * {@code max(0, x)} of each element.
 */
public class ReLU extends Layer {
    /** Whether the input is overwritten. */
    public boolean inplace;

    /** Makes a layer with Python's defaults. */
    public ReLU() {
        this(false);
    }

    /**
     * Makes a layer.
     *
     * @param inplace whether the input is overwritten
     */
    public ReLU(boolean inplace) {
        this.inplace = inplace;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.relu(input, inplace);
    }

    @Override
    public String extraRepr() {
        return inplace ? "inplace=True" : "";
    }
}
