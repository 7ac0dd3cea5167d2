package dev.sconce.torch;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Eigenpairs of symmetric positive definite matrices, without decomposing them: {@code torch/_lobpcg.py}. */
final class Lobpcg {
    private final @Nullable Tensor start;
    private final @Nullable Tensor preconditioner;
    private final LobpcgOptions options;

    /**
     * A search.
     *
     * @param start the first approximations of the eigenvectors, or null for random ones
     * @param preconditioner what residuals are multiplied by in the basic method, or null
     */
    Lobpcg(@Nullable Tensor start, @Nullable Tensor preconditioner, LobpcgOptions options) {
        this.start = start;
        this.preconditioner = preconditioner;
        this.options = options;
    }

    /** Eigenvalues and eigenvectors of {@code a x = e b x}, recorded if a gradient is required. */
    Results.EigenvaluesEigenvectors apply(Tensor a, @Nullable Tensor b) {
        if (!a.requiresGrad() && (b == null || !b.requiresGrad())) {
            return search(a, b);
        }
        // The gradient is symmetric only if the way to the search is.
        Tensor symmetric = a.add(a.mT()).div(2);
        List<Tensor> results = b == null
                ? new Recorded(false).apply(symmetric)
                : new Recorded(true).apply(symmetric, b.add(b.mT()).div(2));
        return new Results.EigenvaluesEigenvectors(results.get(0), results.get(1));
    }

    /** The search as one operation, with the gradient of {@link LobpcgGradient}. */
    private final class Recorded extends AutogradFunction {
        private final boolean hasB;

        Recorded(boolean hasB) {
            this.hasB = hasB;
        }

        @Override
        protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
            Tensor a = dense(inputs.get(0));
            Tensor b = hasB ? dense(inputs.get(1)) : null;
            var pairs = search(a, b);
            ctx.saveForBackward(a, pairs.eigenvalues(), pairs.eigenvectors());
            return List.of(pairs.eigenvalues(), pairs.eigenvectors());
        }

        private Tensor dense(Tensor matrix) {
            return matrix.isSparse() ? matrix : matrix.contiguous();
        }

        @Override
        protected List<? extends @Nullable Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
            List<Tensor> saved = ctx.savedTensors();
            Tensor a = saved.get(0);
            if (a.isSparse()) {
                throw unsupported("does not support sparse input yet. Note that lobpcg.forward does though.");
            }
            if (a.dtype().isComplex()) {
                throw unsupported("does not support complex input yet. Note that lobpcg.forward does though.");
            }
            if (hasB) {
                throw unsupported("does not support backward with B != I yet.");
            }
            var gradient = new LobpcgGradient(a, saved.get(1), saved.get(2), options.largest());
            return List.of(gradient.of(gradOutputs.get(0), gradOutputs.get(1)));
        }

        private IllegalArgumentException unsupported(String what) {
            return new IllegalArgumentException("lobpcg.backward " + what);
        }
    }

    private Results.EigenvaluesEigenvectors search(Tensor a, @Nullable Tensor b) {
        check(a.size(-2) == a.size(-1), () -> "A must be square, got shape " + TorchFunctional.size(a.shape()));
        if (b != null) {
            check(
                    Arrays.equals(a.shape(), b.shape()),
                    () -> "A and B must have same shape, got " + TorchFunctional.size(a.shape()) + " vs "
                            + TorchFunctional.size(b.shape()));
        }
        long m = a.size(-1);
        long k = options.k() != null ? options.k() : start == null ? 1 : start.size(-1);
        long n = start != null ? start.size(-1) : options.n() != null ? options.n() : k;
        DType dtype = LowRank.floating(a);
        double tol = options.tol(dtype);
        if (m < 3 * n) {
            throw new IllegalArgumentException("LOBPCG algorithm is not applicable when the number of A rows (=" + m
                    + ") is smaller than 3 x the number of requested eigenpairs (=" + n + ")");
        }
        if (a.dim() == 2) {
            Tensor x = start == null ? random(a, dtype, m, n) : start;
            return search(a, b, x, k, tol);
        }
        return batch(a, b, k, n, tol, dtype);
    }

    private Results.EigenvaluesEigenvectors batch(
            Tensor a, @Nullable Tensor b, long k, long n, double tol, DType dtype) {
        long m = a.size(-1);
        Tensor as = a.reshape(-1, m, m);
        Tensor bs = b == null ? null : b.reshape(-1, m, m);
        Tensor xs = start == null ? null : start.reshape(as.size(0), start.size(-2), start.size(-1));
        Tensor values = Torch.empty(o -> o.dtype(dtype).device(a.device()), as.size(0), k);
        Tensor vectors = Torch.empty(o -> o.dtype(dtype).device(a.device()), as.size(0), m, k);
        for (int i = 0; i < as.size(0); i++) {
            try (var scope = new TensorScope()) {
                Tensor x = xs == null ? random(a, dtype, m, n) : xs.get(i);
                var pairs = search(as.get(i), bs == null ? null : bs.get(i), x, k, tol);
                values.at(i).set(pairs.eigenvalues());
                vectors.at(i).set(pairs.eigenvectors());
            }
        }
        long[] batch = Arrays.copyOf(a.shape(), Math.toIntExact(a.dim()) - 2);
        return new Results.EigenvaluesEigenvectors(
                values.reshape(append(batch, k)), vectors.reshape(append(append(batch, m), k)));
    }

    private Results.EigenvaluesEigenvectors search(Tensor a, @Nullable Tensor b, Tensor x, long k, double tol) {
        long m = a.size(-1);
        check(
                x.dim() == 2 && x.size(0) == m,
                () -> "X shape mismatch: got " + TorchFunctional.size(x.shape()) + ", expected (" + m + ", "
                        + x.size(-1) + ")");
        var steps = new LobpcgSteps(a, b, x, preconditioner, k, tol, options);
        steps.run();
        return new Results.EigenvaluesEigenvectors(
                steps.eigenvalues().get(Torch.slice(null, k)),
                steps.eigenvectors().get(Torch.slice(), Torch.slice(null, k)));
    }

    private static Tensor random(Tensor a, DType dtype, long m, long n) {
        return Torch.randn(o -> o.dtype(dtype).device(a.device()), m, n);
    }

    private static long[] append(long[] shape, long length) {
        long[] longer = Arrays.copyOf(shape, shape.length + 1);
        longer[shape.length] = length;
        return longer;
    }

    private static void check(boolean condition, Supplier<String> message) {
        if (!condition) {
            throw new TorchException(message.get());
        }
    }
}
