package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/**
 * A sigmoid of straight lines of each element: 0 below -3, 1 above 3.
 */
public class Hardsigmoid extends Layer {
    /** Whether the input is overwritten. */
    public boolean inplace;

    /** Makes a layer with Python's defaults. */
    public Hardsigmoid() {
        this(false);
    }

    /**
     * Makes a layer.
     *
     * @param inplace whether the input is overwritten
     */
    public Hardsigmoid(boolean inplace) {
        this.inplace = inplace;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.hardsigmoid(input, inplace);
    }
}
