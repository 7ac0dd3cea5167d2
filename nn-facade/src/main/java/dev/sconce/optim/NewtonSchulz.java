package dev.sconce.optim;

import dev.sconce.torch.DType;
import dev.sconce.torch.Linalg;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.List;

/** {@code _zeropower_via_newtonschulz} of torch/optim/_muon.py: moves the singular values of a matrix close to 1. */
final class NewtonSchulz {
    private final double[] coefficients;
    private final double eps;
    private final long steps;

    NewtonSchulz(ParamGroup group) {
        if (group.get("ns_coefficients") instanceof List<?> given && given.size() != 3) {
            throw new IllegalArgumentException("Coefficients must be a tuple of exactly 3 values");
        }
        coefficients = OptionValues.numbers("ns_coefficients", group.get("ns_coefficients"), 3);
        eps = group.eps();
        steps = (long) group.number("ns_steps");
        if (steps >= 100) {
            throw new IllegalArgumentException("Number of steps must be less than 100 for computational efficiency");
        }
    }

    /** The nearly orthogonal matrix in bfloat16, whose precision is enough for a direction. */
    Tensor orthogonalize(Tensor matrix) {
        boolean tall = matrix.size(0) > matrix.size(1);
        Tensor x = matrix.to(false, true, o -> o.dtype(DType.BFLOAT16));
        if (tall) {
            x = x.t();
        }
        x.div_(Linalg.vectorNorm(x, 2).clampMin(eps));
        for (long i = 0; i < steps; i++) {
            Tensor gram = x.matmul(x.t());
            Tensor change = Torch.addmm(gram, gram, gram, coefficients[1], coefficients[2]);
            x = Torch.addmm(x, change, x, coefficients[0]);
        }
        return tall ? x.t() : x;
    }
}
