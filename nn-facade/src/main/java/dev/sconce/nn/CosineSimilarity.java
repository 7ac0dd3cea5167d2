package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/** The cosine of the angle of pairs of vectors along a dimension. */
public class CosineSimilarity extends Module2<Tensor, Tensor, Tensor> {
    /** The dimension. */
    public final long dim;

    /** The least product of norms. */
    public final double eps;

    /** Makes a layer for dimension 1. */
    public CosineSimilarity() {
        this(1);
    }

    /**
     * Makes a layer.
     *
     * @param dim the dimension
     */
    public CosineSimilarity(long dim) {
        this(dim, 1e-8);
    }

    /**
     * Makes a layer.
     *
     * @param dim the dimension
     * @param eps the least product of norms
     */
    public CosineSimilarity(long dim, double eps) {
        this.dim = dim;
        this.eps = eps;
    }

    @Override
    protected Tensor forward(Tensor x1, Tensor x2) {
        return F.cosineSimilarity(x1, x2, dim, eps);
    }
}
