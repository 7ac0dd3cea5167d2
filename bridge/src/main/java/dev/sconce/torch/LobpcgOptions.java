package dev.sconce.torch;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@code torch.lobpcg}.
 *
 * @param k how many eigenpairs are wanted; null for as many as there are first approximations, or one
 * @param n how many are iterated; null for k
 * @param niter the most iterations; -1 for no limit
 * @param tol the residual to stop at; null for the root of the dtype's precision
 * @param largest whether the largest or the smallest eigenvalues are wanted
 * @param isOrtho whether the basis is made orthogonal, which is more robust
 * @param ortho how
 */
record LobpcgOptions(
        @Nullable Long k,
        @Nullable Long n,
        long niter,
        @Nullable Double tol,
        boolean largest,
        boolean isOrtho,
        Ortho ortho) {
    /**
     * How the basis is made orthogonal.
     *
     * @param iMax the most rounds against the other basis
     * @param jMax the most rounds within each
     * @param tol what ends them; null for the residual's
     * @param tolDrop below what a column is dropped; null for the residual's
     * @param tolReplace below what an eigenvalue is replaced; null for the residual's
     * @param useDrop whether columns are dropped
     */
    record Ortho(
            long iMax,
            long jMax,
            @Nullable Double tol,
            @Nullable Double tolDrop,
            @Nullable Double tolReplace,
            boolean useDrop) {}

    /** The residual to stop at, for elements of a dtype. */
    double tol(DType dtype) {
        if (tol != null) {
            return tol;
        }
        return switch (dtype) {
            case FLOAT32 -> Math.sqrt(1.2e-07);
            case FLOAT64 -> Math.sqrt(2.23e-16);
            default -> throw new IllegalArgumentException("lobpcg has no default tolerance for torch." + dtype);
        };
    }
}
