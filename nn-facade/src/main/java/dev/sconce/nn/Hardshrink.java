package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;

/**
 * Zero where {@code |x| <= lambd}, {@code x} elsewhere.
 */
public class Hardshrink extends Layer {
    /** The distance from zero. */
    public Number lambd;

    /** Makes a layer with Python's defaults. */
    public Hardshrink() {
        this(0.5);
    }

    /**
     * Makes a layer.
     *
     * @param lambd the distance from zero
     */
    public Hardshrink(Number lambd) {
        this.lambd = lambd;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.hardshrink(input, lambd);
    }

    @Override
    public String extraRepr() {
        return PyText.repr(lambd);
    }
}
