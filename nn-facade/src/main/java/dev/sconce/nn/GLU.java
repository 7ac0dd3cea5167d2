package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;

/**
 * One half of a dimension times the sigmoid of the other half.
 */
public class GLU extends Layer {
    /** The dimension. */
    public long dim;

    /** Makes a layer with Python's defaults. */
    public GLU() {
        this(-1);
    }

    /**
     * Makes a layer.
     *
     * @param dim the dimension
     */
    public GLU(long dim) {
        this.dim = dim;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.glu(input, dim);
    }

    @Override
    public String extraRepr() {
        return "dim=" + PyText.repr(dim);
    }
}
