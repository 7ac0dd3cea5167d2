package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Exponentials that sum to one along a dimension.
 */
public class Softmax extends Layer {
    /** The dimension; null for the one that Python guesses. */
    public final @Nullable Long dim;

    /** Makes a layer whose dimension depends on the input's number of dimensions; Python warns of it. */
    public Softmax() {
        this.dim = null;
    }

    /**
     * Makes a layer.
     *
     * @param dim the dimension
     */
    public Softmax(long dim) {
        this.dim = dim;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.softmax(input, dim, null);
    }

    @Override
    public String extraRepr() {
        return "dim=" + PyText.repr(dim);
    }
}
