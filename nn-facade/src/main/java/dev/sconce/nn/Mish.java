package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/**
 * {@code x tanh(softplus(x))} of each element.
 */
public class Mish extends Layer {
    /** Whether the input is overwritten. */
    public boolean inplace;

    /** Makes a layer with Python's defaults. */
    public Mish() {
        this(false);
    }

    /**
     * Makes a layer.
     *
     * @param inplace whether the input is overwritten
     */
    public Mish(boolean inplace) {
        this.inplace = inplace;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.mish(input, inplace);
    }

    @Override
    public String extraRepr() {
        return inplace ? "inplace=True" : "";
    }
}
