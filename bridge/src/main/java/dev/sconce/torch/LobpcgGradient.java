package dev.sconce.torch;

import java.util.Arrays;
import java.util.function.BinaryOperator;

/**
 * The gradient of some eigenpairs of a symmetric matrix: {@code _symeig_backward} of {@code torch/_lobpcg.py}, after Hu and
 * Cheng, "The polynomial solution to the Sylvester matrix equation" (2006).
 */
final class LobpcgGradient {
    private final Tensor a;
    private final Tensor values;
    private final Tensor vectors;
    private final boolean largest;

    /** For the pairs that were found. */
    LobpcgGradient(Tensor a, Tensor values, Tensor vectors, boolean largest) {
        this.a = a;
        this.values = values;
        this.vectors = vectors;
        this.largest = largest;
    }

    /** The gradient of the matrix, from those of the pairs. */
    Tensor of(Tensor gradValues, Tensor gradVectors) {
        Tensor within = complete(gradValues, gradVectors);
        return vectors.size(-1) == vectors.size(-2) ? within : within.sub(beyond(gradVectors));
    }

    /** What lies in the space of the eigenvectors that are known. */
    private Tensor complete(Tensor gradValues, Tensor gradVectors) {
        Tensor gaps = values.unsqueeze(-2).sub(values.unsqueeze(-1));
        gaps.diagonal(0, -2, -1).fill_(Double.POSITIVE_INFINITY);
        gaps.pow_(-1);
        Tensor transposed = vectors.mT().contiguous();
        Tensor inner = gradValues.diagEmbed().add(transposed.matmul(gradVectors).mul(gaps));
        return vectors.matmul(inner.matmul(transposed));
    }

    /** What lies in the space of the others, of which any basis will do: the solution of a Sylvester equation. */
    private Tensor beyond(Tensor gradVectors) {
        Tensor transposed = vectors.mT().contiguous();
        Tensor projection = vectors.matmul(transposed).neg();
        projection.diagonal(0, -2, -1).add_(1);
        long[] shape = a.shape();
        shape[shape.length - 1] = a.size(-1) - values.size(-1);
        Tensor random = Torch.randn(
                shape, new Generator(a.device()), o -> o.dtype(a.dtype()).device(a.device()));
        Tensor others = projection.matmul(random);
        Tensor othersTransposed = others.mT().contiguous();

        Tensor polynomial = coefficients(values);
        Tensor series = series(polynomial, gradVectors);
        Tensor restricted = othersTransposed.matmul(ofMatrix(polynomial).matmul(others));
        // Positive definite unless an odd number of the largest eigenvalues was found.
        int sign = largest && (polynomial.size(-1) - 1) % 2 == 1 ? -1 : 1;
        Tensor factor = Linalg.cholesky(restricted.mul(sign));
        Tensor solution = othersTransposed.matmul(series).choleskySolve(factor).mul(sign);
        return others.matmul(solution).matmul(transposed);
    }

    /** The sum of the gradient's products with powers of the matrix and of the eigenvalues. */
    private Tensor series(Tensor polynomial, Tensor gradVectors) {
        Tensor projected = gradVectors;
        Tensor sum = Torch.zerosLike(gradVectors);
        for (long k = 1; k < polynomial.size(-1); k++) {
            Tensor rest = polynomial.narrow(-1, k, polynomial.size(-1) - k);
            sum = sum.add(projected.mul(ofValues(rest).unsqueeze(-2)));
            projected = a.matmul(projected);
        }
        return sum;
    }

    /** The coefficients of the polynomial with given roots, from the lowest power on; the last is 1. */
    private static Tensor coefficients(Tensor roots) {
        long order = roots.size(-1);
        long[] shape = roots.shape();
        shape[shape.length - 1] += 2;
        Tensor result = roots.newZeros(shape);
        result.select(-1, 0).fill_(1);
        result.select(-1, order + 1).fill_(1);
        for (long i = 1; i <= order; i++) {
            // A gradient needs the numbers before.
            Tensor next = roots.requiresGrad() ? result.clone() : result;
            next.narrow(-1, order - i, i + 1)
                    .sub_(roots.narrow(-1, i - 1, 1).mul(result.narrow(-1, order - i + 1, i + 1)));
            result = next;
        }
        return result.narrow(-1, 1, order + 1);
    }

    private Tensor ofValues(Tensor polynomial) {
        Tensor one = values.newOnes(1).expand(values.shape());
        return horner(polynomial, one, (result, coefficient) -> coefficient.addcmul(values, result));
    }

    private Tensor ofMatrix(Tensor polynomial) {
        long[] shape = new long[Math.toIntExact(a.dim())];
        Arrays.fill(shape, 1);
        shape[shape.length - 1] = a.size(-1);
        shape[shape.length - 2] = a.size(-1);
        Tensor one = Torch.eye(a.size(-1), o -> o.dtype(a.dtype()).device(a.device()))
                .view(shape);
        return horner(polynomial, one, (result, coefficient) -> {
            Tensor next = a.matmul(result);
            next.diagonal(0, -2, -1).add_(coefficient);
            return next;
        });
    }

    private static Tensor horner(Tensor polynomial, Tensor one, BinaryOperator<Tensor> step) {
        Tensor result = one.clone();
        for (long k = polynomial.size(-1) - 2; k >= 0; k--) {
            result = step.apply(result, polynomial.select(-1, k).unsqueeze(-1));
        }
        return result;
    }
}
