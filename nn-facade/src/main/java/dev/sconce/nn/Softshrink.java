package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;

/**
 * Moves each element by {@code lambd} towards zero.
 */
public class Softshrink extends Layer {
    /** The distance from zero. */
    public Number lambd;

    /** Makes a layer with Python's defaults. */
    public Softshrink() {
        this(0.5);
    }

    /**
     * Makes a layer.
     *
     * @param lambd the distance from zero
     */
    public Softshrink(Number lambd) {
        this.lambd = lambd;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.softshrink(input, lambd);
    }

    @Override
    public String extraRepr() {
        return PyText.repr(lambd);
    }
}
