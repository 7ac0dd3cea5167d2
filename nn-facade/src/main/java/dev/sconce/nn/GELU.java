package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;

/**
 * {@code x} times the normal distribution function of {@code x}, of each element.
 */
public class GELU extends Layer {
    /** {@code none}, or {@code tanh} for an approximation. */
    public String approximate;

    /** Makes a layer with Python's defaults. */
    public GELU() {
        this("none");
    }

    /**
     * Makes a layer.
     *
     * @param approximate {@code none}, or {@code tanh} for an approximation
     */
    public GELU(String approximate) {
        this.approximate = approximate;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.gelu(input, approximate);
    }

    @Override
    public String extraRepr() {
        return "approximate=" + PyText.repr(approximate);
    }
}
