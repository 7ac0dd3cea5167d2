package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;

/**
 * The continuously differentiable exponential linear unit: {@code max(0, x) + min(0, alpha (exp(x / alpha) - 1))}.
 */
public class CELU extends Layer {
    /** The scale below zero. */
    public Number alpha;

    /** Whether the input is overwritten. */
    public boolean inplace;

    /** Makes a layer with Python's defaults. */
    public CELU() {
        this(1.0, false);
    }

    /**
     * Makes a layer.
     *
     * @param alpha the scale below zero
     */
    public CELU(Number alpha) {
        this(alpha, false);
    }

    /**
     * Makes a layer.
     *
     * @param alpha the scale below zero
     * @param inplace whether the input is overwritten
     */
    public CELU(Number alpha, boolean inplace) {
        this.alpha = alpha;
        this.inplace = inplace;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.celu(input, alpha, inplace);
    }

    @Override
    public String extraRepr() {
        return "alpha=" + PyText.repr(alpha) + (inplace ? ", inplace=True" : "");
    }
}
