package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;

/**
 * {@code x} above zero, {@code negativeSlope x} below, of each element.
 */
public class LeakyReLU extends Layer {
    /** The slope below zero. */
    public Number negativeSlope;

    /** Whether the input is overwritten. */
    public boolean inplace;

    /** Makes a layer with Python's defaults. */
    public LeakyReLU() {
        this(0.01, false);
    }

    /**
     * Makes a layer.
     *
     * @param negativeSlope the slope below zero
     */
    public LeakyReLU(Number negativeSlope) {
        this(negativeSlope, false);
    }

    /**
     * Makes a layer.
     *
     * @param negativeSlope the slope below zero
     * @param inplace whether the input is overwritten
     */
    public LeakyReLU(Number negativeSlope, boolean inplace) {
        this.negativeSlope = negativeSlope;
        this.inplace = inplace;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.leakyRelu(input, negativeSlope, inplace);
    }

    @Override
    public String extraRepr() {
        return "negative_slope=" + PyText.repr(negativeSlope) + (inplace ? ", inplace=True" : "");
    }
}
