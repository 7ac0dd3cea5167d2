package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/** The p-norm distances of pairs of vectors of shape {@code (N, D)} or {@code (D)}. */
public class PairwiseDistance extends Module2<Tensor, Tensor, Tensor> {
    /** The norm. */
    public final double norm;

    /** What is added to differences. */
    public final double eps;

    /** Whether the last dimension stays, with length 1. */
    public final boolean keepdim;

    /** Makes a layer for the Euclidean distance. */
    public PairwiseDistance() {
        this(2.0);
    }

    /**
     * Makes a layer.
     *
     * @param p the norm
     */
    public PairwiseDistance(double p) {
        this(p, 1e-6, false);
    }

    /**
     * Makes a layer.
     *
     * @param p the norm
     * @param eps what is added to differences
     * @param keepdim whether the last dimension stays, with length 1
     */
    public PairwiseDistance(double p, double eps, boolean keepdim) {
        this.norm = p;
        this.eps = eps;
        this.keepdim = keepdim;
    }

    @Override
    protected Tensor forward(Tensor x1, Tensor x2) {
        return F.pairwiseDistance(x1, x2, norm, eps, keepdim);
    }
}
