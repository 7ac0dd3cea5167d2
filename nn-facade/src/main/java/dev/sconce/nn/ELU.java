package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;

/**
 * The exponential linear unit of each element: {@code x} above zero, {@code alpha (exp(x) - 1)} below.
 */
public class ELU extends Layer {
    /** The factor below zero. */
    public Number alpha;

    /** Whether the input is overwritten. */
    public boolean inplace;

    /** Makes a layer with Python's defaults. */
    public ELU() {
        this(1.0, false);
    }

    /**
     * Makes a layer.
     *
     * @param alpha the factor below zero
     */
    public ELU(Number alpha) {
        this(alpha, false);
    }

    /**
     * Makes a layer.
     *
     * @param alpha the factor below zero
     * @param inplace whether the input is overwritten
     */
    public ELU(Number alpha, boolean inplace) {
        this.alpha = alpha;
        this.inplace = inplace;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.elu(input, alpha, inplace);
    }

    @Override
    public String extraRepr() {
        return "alpha=" + PyText.repr(alpha) + (inplace ? ", inplace=True" : "");
    }
}
