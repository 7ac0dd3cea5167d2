package dev.sconce.torch;

import static dev.sconce.torch.Torch.slice;

import org.jspecify.annotations.Nullable;

/**
 * The iteration of {@code LOBPCG} in {@code torch/_lobpcg.py}: approximations of eigenvectors X, their residuals R and the last
 * directions P span a space S, in which better approximations are found.
 */
final class LobpcgSteps {
    private final Tensor a;
    private final @Nullable Tensor b;
    private final @Nullable Tensor preconditioner;
    private final LobpcgOptions options;
    private final LobpcgBasis basis;
    private final double tol;
    private final long k;
    private final long n;

    private Tensor x;
    private Tensor residual;
    private final Tensor values;
    private final Tensor space;

    private double normA;
    private double normB;
    private long converged;

    /** How many columns of the space are in use. */
    private long used;

    LobpcgSteps(
            Tensor a,
            @Nullable Tensor b,
            Tensor x,
            @Nullable Tensor preconditioner,
            long k,
            double tol,
            LobpcgOptions options) {
        this.a = a;
        this.b = b;
        this.x = x;
        this.preconditioner = preconditioner;
        this.options = options;
        this.k = k;
        this.tol = tol;
        n = x.size(-1);
        long m = a.size(-1);
        values = Torch.zeros(o -> o.dtype(x.dtype()).device(x.device()), n);
        residual = Torch.zeros(o -> o.dtype(x.dtype()).device(x.device()), m, n);
        space = Torch.zeros(o -> o.dtype(x.dtype()).device(x.device()), m, 3 * n);
        basis = new LobpcgBasis(b, m, options.ortho(), tol);
    }

    Tensor eigenvalues() {
        return values;
    }

    Tensor eigenvectors() {
        return x;
    }

    /** Iterates until enough pairs have converged. At least one step is made. */
    void run() {
        long left = options.niter();
        double normX = norm(x);
        normA = norm(product(a, x)) / normX;
        normB = norm(product(b, x)) / normX;
        boolean isFirst = true;
        do {
            try (var scope = new TensorScope()) {
                Tensor oldResidual = residual;
                if (options.isOrtho()) {
                    stepOrtho(isFirst);
                } else {
                    stepBasic(isFirst);
                }
                oldResidual.close();
                scope.moveOut(residual);
                if (isFirst && options.isOrtho()) {
                    scope.moveOut(x);
                }
            }
            isFirst = false;
            left--;
        } while (left != 0 && converged < k);
    }

    private void stepBasic(boolean isFirst) {
        if (isFirst) {
            Tensor transform = basis.rayleighRitz(x);
            var pairs = eigh(quadratic(quadratic(a, x), transform));
            x.at(slice()).set(x.matmul(transform.matmul(pairs.eigenvectors())));
            values.at(slice()).set(pairs.eigenvalues());
            updateResidual();
            fill(0, x);
            fill(n, product(preconditioner, residual));
            return;
        }
        Tensor current = columns(space, converged, used);
        Tensor transform = basis.rayleighRitz(current);
        var pairs = eigh(quadratic(quadratic(a, current), transform));
        Tensor z = pairs.eigenvectors();
        long open = n - converged;
        x.at(slice(), slice(converged, null)).set(current.matmul(transform.matmul(columns(z, 0, open))));
        values.at(slice(converged, null)).set(pairs.eigenvalues().get(slice(null, open)));
        Tensor directions = current.matmul(transform.matmul(columns(z, n, 2 * n - converged)));
        updateResidual();
        fill(0, x);
        fill(n, directions);
        fill(n + directions.size(-1), product(preconditioner, columns(residual, converged, n)));
    }

    private void stepOrtho(boolean isFirst) {
        if (isFirst) {
            Tensor transform = basis.rayleighRitz(x);
            var pairs = eigh(quadratic(quadratic(a, x), transform));
            x = x.matmul(transform.matmul(pairs.eigenvectors()));
            updateResidual();
            fill(0, x);
            fill(n, basis.orthogonal(residual, x));
            return;
        }
        Tensor current = columns(space, converged, used);
        var pairs = eigh(quadratic(a, current));
        Tensor z = pairs.eigenvectors();
        long open = n - converged;
        x.at(slice(), slice(converged, null)).set(current.matmul(columns(z, 0, open)));
        values.at(slice(converged, null)).set(pairs.eigenvalues().get(slice(null, open)));
        Tensor rest = z.get(slice(), slice(open, null));
        Tensor upper = z.get(slice(null, open), slice(open, null));
        Tensor directions = current.matmul(rest.matmul(Linalg.qr(upper.mT()).q()));
        updateResidual();
        fill(0, x);
        fill(n, directions);
        long end = n + directions.size(-1);
        fill(end, basis.orthogonal(columns(residual, converged, n), columns(space, 0, end)));
    }

    /** Writes columns into the space, which then ends with them. */
    private void fill(long from, Tensor columns) {
        used = from + columns.size(-1);
        space.at(slice(), slice(from, used)).set(columns);
    }

    private static Tensor columns(Tensor matrix, long from, long to) {
        return matrix.get(slice(), slice(from, to));
    }

    /** Computes the residuals, and counts the pairs that have converged, up to the first that has not. */
    private void updateResidual() {
        residual = product(a, x).sub(product(b, x).mul(values));
        Tensor scale = columnNorms(x).mul(values.abs().mul(normB).add(normA));
        boolean[] done = columnNorms(residual).div(scale).lt(tol).toBooleanArray();
        int count = 0;
        while (count < done.length && done[count]) {
            count++;
        }
        if (count < converged) {
            throw new TorchException(
                    "the number of converged eigenpairs (was " + converged + ", got " + count + ") cannot decrease");
        }
        converged = count;
    }

    private Results.EigenvaluesEigenvectors eigh(Tensor matrix) {
        return eigh(matrix, options.largest());
    }

    // Shared with the basis

    /** Eigenpairs of a symmetric matrix, the smallest or the largest first. */
    static Results.EigenvaluesEigenvectors eigh(Tensor matrix, boolean largest) {
        var pairs = Linalg.eigh(matrix, "U");
        return largest
                ? new Results.EigenvaluesEigenvectors(
                        pairs.eigenvalues().flip(-1), pairs.eigenvectors().flip(-1))
                : pairs;
    }

    /** {@code matrix @ x}, where null is the identity. */
    static Tensor product(@Nullable Tensor matrix, Tensor x) {
        if (matrix == null) {
            return x;
        }
        return matrix.layout() == Layout.SPARSE_COO ? Sparse.mm(matrix, x) : matrix.matmul(x);
    }

    /** {@code x.T @ matrix @ x}. */
    static Tensor quadratic(@Nullable Tensor matrix, Tensor x) {
        return product(x.mT(), product(matrix, x));
    }

    static double norm(Tensor matrix) {
        return Linalg.vectorNorm(matrix).item();
    }

    private static Tensor columnNorms(Tensor matrix) {
        return Linalg.vectorNorm(matrix, 2, 0, false, null);
    }
}
