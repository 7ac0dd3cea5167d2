package dev.sconce.torch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Decompositions of matrices of low rank by random projections, as {@code torch/_lowrank.py} (Halko et al., 2009). */
final class LowRank {
    private LowRank() {}

    /**
     * The largest singular values of a matrix from which another may be taken away.
     *
     * @param a of shape {@code (*, m, n)}
     * @param q how many singular values
     * @param niter how often the projection is refined
     * @param mean what is taken away, broadcast to the shape of {@code a}; or null
     */
    static Results.USV svd(Tensor a, long q, long niter, @Nullable Tensor mean) {
        boolean wide = a.size(-2) < a.size(-1);
        Tensor m = mean == null ? null : mean.broadcastTo(a.shape());
        Tensor tall = wide ? a.mH() : a;
        Tensor tallMean = wide && m != null ? m.mH() : m;
        Tensor basis = basis(tall, q, niter, tallMean);
        Tensor projected = product(basis.mH(), tall);
        if (tallMean != null) {
            projected = projected.sub(product(basis.mH(), tallMean));
        }
        var svd = Linalg.svd(projected, false);
        Tensor u = basis.matmul(svd.u());
        Tensor v = svd.vh().mH();
        return wide ? new Results.USV(v, svd.s(), u) : new Results.USV(u, svd.s(), v);
    }

    /** An orthonormal matrix of q columns that nearly spans what {@code a - m} maps to. */
    private static Tensor basis(Tensor a, long q, long niter, @Nullable Tensor m) {
        DType dtype = a.dtype().isComplex() ? a.dtype() : floating(a);
        Tensor random = Torch.randn(o -> o.dtype(dtype).device(a.device()), a.size(-1), q);
        Tensor basis = orthonormal(difference(a, m, random));
        for (long i = 0; i < niter; i++) {
            basis = orthonormal(difference(a.mH(), m == null ? null : m.mH(), basis));
            basis = orthonormal(difference(a, m, basis));
        }
        return basis;
    }

    private static Tensor orthonormal(Tensor x) {
        return Linalg.qr(x).q();
    }

    private static Tensor difference(Tensor a, @Nullable Tensor m, Tensor x) {
        Tensor product = product(a, x);
        return m == null ? product : product.sub(product(m, x));
    }

    private static Tensor product(Tensor a, Tensor b) {
        return a.layout() == Layout.SPARSE_COO ? Sparse.mm(a, b) : a.matmul(b);
    }

    /** The dtype to compute in: whole numbers become float32. */
    static DType floating(Tensor a) {
        return switch (a.dtype()) {
            case FLOAT16, FLOAT32, FLOAT64 -> a.dtype();
            default -> DType.FLOAT32;
        };
    }

    /** Principal components: the singular values of a matrix whose columns are centered first. */
    static Results.USV pca(Tensor a, @Nullable Long q, boolean center, long niter) {
        long smaller = Math.min(a.size(-2), a.size(-1));
        long components = q == null ? Math.min(6, smaller) : q;
        if (components < 0 || components > smaller) {
            throw new IllegalArgumentException(
                    "q(=" + components + ") must be non-negative integer and not greater than min(m, n)=" + smaller);
        }
        if (niter < 0) {
            throw new IllegalArgumentException("niter(=" + niter + ") must be non-negative integer");
        }
        if (!center) {
            return svd(a, components, niter, null);
        }
        if (a.layout() == Layout.STRIDED) {
            return svd(a.sub(a.mean(new long[] {-2}, true)), components, niter, null);
        }
        if (a.dim() != 2) {
            throw new IllegalArgumentException("pca_lowrank input is expected to be 2-dimensional tensor");
        }
        return svd(a, components, niter, sparseMean(a));
    }

    /** The means of the columns in each row, without making the sparse matrix dense first. */
    private static Tensor sparseMean(Tensor a) {
        long rows = a.size(-2);
        DType dtype = floating(a);
        Tensor means = Sparse.sum(a, -2).div(rows).coalesce();
        Tensor columns = means.indices().select(0, 0);
        Tensor indices = Torch.stack(Arrays.asList(columns, Torch.zerosLike(columns)));
        Tensor column = Torch.sparseCooTensor(indices, means.values(), new long[] {a.size(-1), 1}, o -> o.dtype(dtype)
                .device(a.device()));
        Tensor ones = Torch.ones(o -> o.dtype(dtype).device(a.device()), 1, rows);
        return Sparse.mm(column, ones).mT();
    }
}
