package dev.sconce.nn.utils.parametrizations;

import dev.sconce.nn.Layer;
import dev.sconce.nn.internal.PyText;
import dev.sconce.nn.utils.parametrize.RightInverse;
import dev.sconce.torch.DType;
import dev.sconce.torch.Linalg;
import dev.sconce.torch.Results;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.Arrays;
import java.util.List;

/** {@code _Orthogonal}: makes the columns of a tall matrix, or the rows of a wide one, orthonormal. */
final class OrthogonalParametrization extends Layer implements RightInverse {
    private final long[] shape;
    private final OrthogonalMap map;
    private final boolean useTrivialization;

    OrthogonalParametrization(Tensor weight, OrthogonalMap map, boolean useTrivialization) {
        if (weight.dtype().isComplex() && map == OrthogonalMap.HOUSEHOLDER) {
            throw new IllegalArgumentException("The householder parametrization does not support complex tensors.");
        }
        this.shape = weight.shape();
        this.map = map;
        this.useTrivialization = useTrivialization;
        if (useTrivialization) {
            registerBuffer("base", null);
        }
    }

    @Override
    protected Tensor forward(Tensor x) {
        boolean wide = isWide(x);
        Tensor tall = wide ? x.mT() : x;
        Tensor q = map == OrthogonalMap.HOUSEHOLDER ? reflected(tall) : rotated(tall);
        if (useTrivialization) {
            q = getBuffer("base").matmul(q);
        }
        return wide ? q.mT() : q;
    }

    private static boolean isWide(Tensor x) {
        return x.size(-2) < x.size(-1);
    }

    /** By a skew-symmetric matrix, of which {@code n k - k (k - 1) / 2} elements below the diagonal are enough. */
    private Tensor rotated(Tensor x) {
        long n = x.size(-2);
        long k = x.size(-1);
        Tensor lower = x.tril();
        if (n != k) {
            long[] rest = x.shape();
            rest[rest.length - 1] = n - k;
            lower = Torch.cat(List.of(lower, lower.newZeros(rest)), -1);
        }
        Tensor a = lower.sub(lower.mH());
        Tensor q = map == OrthogonalMap.MATRIX_EXP ? Torch.matrixExp(a) : cayley(a);
        return n == k ? q : q.narrow(-1, 0, k);
    }

    private static Tensor cayley(Tensor a) {
        Tensor identity = identity(a, a.size(-1));
        return Linalg.solve(identity.add(a, -0.5), identity.add(a, 0.5));
    }

    private static Tensor identity(Tensor like, long n) {
        return Torch.eye(n, options -> options.dtype(like.dtype()).device(like.device()));
    }

    private static Tensor diagonal(Tensor x) {
        return x.diagonal(0, -2, -1);
    }

    /** The diagonal, of ones and minus ones, is not learned: it goes through integers. */
    private static Tensor reflected(Tensor x) {
        Tensor a = x.tril(-1);
        Tensor tau = Torch.full(new long[0], 2.0, o -> o.dtype(x.dtype()).device(x.device()))
                .div(a.mul(a).sum(-2).add(1.0));
        return Linalg.householderProduct(a, tau).mul(diagonal(x).to(DType.INT32).unsqueeze(-2));
    }

    @Override
    public Tensor rightInverse(Tensor value) {
        if (!Arrays.equals(value.shape(), shape)) {
            throw new IllegalArgumentException("Expected a matrix or batch of matrices of shape " + PyText.size(shape)
                    + ". Got a tensor of shape " + PyText.size(value.shape()) + ".");
        }
        try (var noGrad = Torch.noGrad()) {
            boolean wide = isWide(value);
            Tensor tall = wide ? value.mT() : value;
            if (useTrivialization) {
                takeBase(tall);
                Tensor minusIdentity = Torch.zerosLike(value);
                diagonal(minusIdentity).fill_(-1.0);
                return minusIdentity;
            }
            if (map != OrthogonalMap.HOUSEHOLDER) {
                throw new UnsupportedOperationException("It is not possible to assign to the matrix exponential or the"
                        + " Cayley parametrizations when use_trivialization=False.");
            }
            Tensor reflectors = reflectors(tall);
            return wide ? reflectors.mT() : reflectors;
        }
    }

    /** A decomposition with a positive diagonal of R, as Q = (-Q)(-I) would be another one. */
    private static Tensor reflectors(Tensor q) {
        Results.ATau qr = q.geqrf();
        Tensor diagonal = diagonal(qr.a());
        diagonal.sign_();
        // LAPACK returns exactly zero where it needs no reflection.
        diagonal.copy_(Torch.where(qr.tau().eq(0.0), diagonal.neg(), diagonal));
        return qr.a();
    }

    private void takeBase(Tensor q) {
        long n = q.size(-2);
        long k = q.size(-1);
        try (var scope = new TensorScope()) {
            Tensor base;
            if (n == k) {
                base = isOrthogonal(q) ? q.clone() : orthogonalized(q);
            } else {
                long[] rest = q.shape();
                rest[rest.length - 1] = n - k;
                Tensor random = Torch.randn(rest, o -> o.dtype(q.dtype()).device(q.device()));
                base = orthogonalized(Torch.cat(List.of(q, random), -1));
            }
            registerBuffer("base", base);
        }
    }

    /** Within rounding errors, but not by much more. */
    private static boolean isOrthogonal(Tensor q) {
        boolean isDouble = q.dtype() == DType.FLOAT64 || q.dtype() == DType.COMPLEX128;
        double eps = 10.0 * q.size(-2) * (isDouble ? Math.ulp(1.0) : Math.ulp(1.0f));
        return Torch.allclose(q.mH().matmul(q), identity(q, q.size(-1)), 1e-5, eps);
    }

    /** The Q of the QR decomposition in which the diagonal of R is real and not negative. */
    private static Tensor orthogonalized(Tensor a) {
        Results.ATau qr = a.geqrf();
        return Linalg.householderProduct(qr.a(), qr.tau())
                .mul(diagonal(qr.a()).sgn().unsqueeze(-2));
    }

    @Override
    protected String getName() {
        return "_Orthogonal";
    }
}
