package dev.sconce.torch;

import org.jspecify.annotations.Nullable;

/** Orthonormal bases with respect to a matrix B: {@code _get_ortho}, {@code _get_svqb} and what they need. */
final class LobpcgBasis {
    private final @Nullable Tensor b;
    private final long m;
    private final LobpcgOptions.Ortho options;
    private final double tol;
    private final double tolDrop;
    private final double tolReplace;

    /**
     * For one search.
     *
     * @param b the matrix, or null for the identity
     * @param m how many rows it has
     * @param tol what tolerances are if they are not given
     */
    LobpcgBasis(@Nullable Tensor b, long m, LobpcgOptions.Ortho options, double tol) {
        this.b = b;
        this.m = m;
        this.options = options;
        this.tol = options.tol() == null ? tol : options.tol();
        tolDrop = options.tolDrop() == null ? tol : options.tolDrop();
        tolReplace = options.tolReplace() == null ? tol : options.tolReplace();
    }

    /** A triangular matrix that makes the columns of s orthonormal. */
    Tensor rayleighRitz(Tensor s) {
        Tensor product = LobpcgSteps.quadratic(b, s);
        Tensor row = product.diagonal(0, -2, -1).pow(-0.5);
        Tensor column = row.reshape(row.size(0), 1);
        Tensor factor = Linalg.cholesky(product.mul(row).mul(column), true);
        return Linalg.solveTriangular(factor, row.diagEmbed(), true, false, false);
    }

    /**
     * Columns that are orthonormal and orthogonal to others.
     *
     * @param start what they begin as
     * @param others what they are to be orthogonal to
     * @return as many columns, or less; none if all depend on the others
     */
    Tensor orthogonal(Tensor start, Tensor others) {
        double othersNorm = LobpcgSteps.norm(LobpcgSteps.product(b, others));
        Tensor u = start;
        Tensor overlap = others.mT().matmul(LobpcgSteps.product(b, u));
        for (long i = 0; i < options.iMax(); i++) {
            u = orthonormal(u.sub(others.matmul(overlap)));
            if (u.numel() == 0) {
                return u;
            }
            overlap = others.mT().matmul(LobpcgSteps.product(b, u));
            double error = LobpcgSteps.norm(overlap) / rounded(othersNorm, LobpcgSteps.norm(u), u);
            if (error < tol) {
                break;
            }
            if (m < u.size(-1) + others.size(-1)) {
                throw overdetermined(u, others);
            }
        }
        return u;
    }

    private RuntimeException overdetermined(Tensor u, Tensor others) {
        return b == null
                ? new TorchException("B must not be None")
                : new IllegalArgumentException("Overdetermined shape of U: #B-cols(=" + b.size(-1) + ") >= #U-cols(="
                        + u.size(-1) + ") + #V-cols(=" + others.size(-1) + ") must hold");
    }

    private Tensor orthonormal(Tensor start) {
        Tensor u = start;
        for (long j = 0; j < options.jMax(); j++) {
            boolean drop = options.useDrop() && j > 0;
            u = svqb(u, drop, options.useDrop() && j == 0 ? tolDrop : tolReplace);
            if (u.numel() == 0) {
                return u;
            }
            Tensor bu = LobpcgSteps.product(b, u);
            Tensor product = u.mT().matmul(bu);
            Tensor error = product.sub(
                    Torch.eye(product.size(-1), o -> o.dtype(product.dtype()).device(product.device())));
            if (LobpcgSteps.norm(error) / rounded(LobpcgSteps.norm(bu), LobpcgSteps.norm(u), u) < tol) {
                break;
            }
        }
        return u;
    }

    /** A product of two norms, as a tensor of the same dtype has it. */
    private static double rounded(double left, double right, Tensor like) {
        double product = left * right;
        return like.dtype() == DType.FLOAT32 ? (float) product : product;
    }

    /**
     * Orthonormal columns that span what others do, by the decomposition of their products.
     *
     * @param drop whether to leave out what adds little
     * @param tau what is little
     */
    private Tensor svqb(Tensor start, boolean drop, double tau) {
        if (start.numel() == 0) {
            return start;
        }
        Tensor u = start;
        Tensor d = LobpcgSteps.quadratic(b, u).diagonal(0, -2, -1);
        Tensor nonZero = d.ne(0).nonzero().squeeze(1);
        if (nonZero.numel() < d.numel()) {
            u = u.indexSelect(1, nonZero);
            if (u.numel() == 0) {
                return u;
            }
        }
        Tensor product = LobpcgSteps.quadratic(b, u);
        Tensor scale = product.diagonal(0, -2, -1).pow(-0.5).unsqueeze(1);
        var pairs = LobpcgSteps.eigh(product.mul(scale).mul(scale.mT()), false);
        Tensor values = pairs.eigenvalues();
        Tensor vectors = pairs.eigenvectors();
        Tensor least = values.abs().max().mul(tau);
        if (drop) {
            Tensor kept = values.gt(least).nonzero().squeeze(1);
            values = values.indexSelect(0, kept);
            vectors = vectors.indexSelect(1, kept);
            scale = scale.indexSelect(0, kept);
        } else {
            values.at(values.lt(least)).set(least);
        }
        return u.mul(scale.mT()).matmul(vectors.mul(values.pow(-0.5)));
    }
}
