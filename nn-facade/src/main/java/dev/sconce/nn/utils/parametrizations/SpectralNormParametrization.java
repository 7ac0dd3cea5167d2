package dev.sconce.nn.utils.parametrizations;

import dev.sconce.nn.Buffer;
import dev.sconce.nn.Layer;
import dev.sconce.nn.functional.F;
import dev.sconce.nn.utils.SpectralNorm;
import dev.sconce.nn.utils.parametrize.RightInverse;
import dev.sconce.torch.MemoryFormat;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;

/**
 * {@code _SpectralNorm}: divides by the largest singular value, which the power method approximates. Its vectors are kept
 * as the buffers {@code _u} and {@code _v} and get better with every pass in training.
 */
final class SpectralNormParametrization extends Layer implements RightInverse {
    /** So many iterations give the vectors something reasonable to begin with. */
    private static final int FIRST_ITERATIONS = 15;

    private final long dim;
    private final int powerIterations;
    private final double eps;

    SpectralNormParametrization(Tensor weight, int powerIterations, long dim, double eps) {
        int dims = weight.dim();
        if (dim >= dims || dim < -dims) {
            throw new TorchException("Dimension out of range (expected to be in range of [-" + dims + ", " + (dims - 1)
                    + "] but got " + dim + ")");
        }
        SpectralNorm.checkIterations(powerIterations);
        this.dim = dim >= 0 ? dim : dim + dims;
        this.powerIterations = powerIterations;
        this.eps = eps;
        if (dims > 1) {
            begin(weight);
        }
    }

    private void begin(Tensor weight) {
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            Tensor matrix = matrix(weight);
            Tensor u = Torch.emptyLike(matrix.select(1, 0)).normal_();
            Tensor v = Torch.emptyLike(matrix.select(0, 0)).normal_();
            registerBuffer("_u", F.normalize(u, 2.0, 0, eps));
            registerBuffer("_v", F.normalize(v, 2.0, 0, eps));
            iterate(matrix, FIRST_ITERATIONS);
        }
    }

    private Tensor matrix(Tensor weight) {
        return weight.movedim(dim, 0).flatten(1);
    }

    /** In place, so that replicas of a module that share its buffers share what was found. */
    private void iterate(Tensor matrix, int times) {
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            Buffer u = getBuffer("_u");
            Buffer v = getBuffer("_v");
            for (int i = 0; i < times; i++) {
                u.copy_(F.normalize(matrix.mv(v), 2.0, 0, eps));
                v.copy_(F.normalize(matrix.mH().mv(u), 2.0, 0, eps));
            }
        }
    }

    @Override
    protected Tensor forward(Tensor weight) {
        if (weight.dim() == 1) {
            return F.normalize(weight, 2.0, 0, eps); // exact
        }
        Tensor matrix = matrix(weight);
        if (isTraining()) {
            iterate(matrix, powerIterations);
        }
        // Cloned, since a further pass before the backward pass of this one changes them in place.
        Tensor u = getBuffer("_u").clone(MemoryFormat.CONTIGUOUS);
        Tensor v = getBuffer("_v").clone(MemoryFormat.CONTIGUOUS);
        return weight.div(u.vdot(matrix.mv(v)));
    }

    @Override
    public Tensor rightInverse(Tensor value) {
        return value;
    }

    @Override
    protected String getName() {
        return "_SpectralNorm";
    }
}
