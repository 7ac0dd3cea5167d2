package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/**
 * {@code x hardsigmoid(x)} of each element.
 */
public class Hardswish extends Layer {
    /** Whether the input is overwritten. */
    public boolean inplace;

    /** Makes a layer with Python's defaults. */
    public Hardswish() {
        this(false);
    }

    /**
     * Makes a layer.
     *
     * @param inplace whether the input is overwritten
     */
    public Hardswish(boolean inplace) {
        this.inplace = inplace;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.hardswish(input, inplace);
    }
}
