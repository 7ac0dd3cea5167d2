package dev.sconce.nn.utils.parametrizations;

import dev.sconce.nn.Module2;
import dev.sconce.nn.utils.WeightNorm;
import dev.sconce.nn.utils.parametrize.RightInverses;
import dev.sconce.torch.Tensor;
import java.util.List;

/** {@code _WeightNorm}: the first original is the magnitude, the second the direction. */
final class WeightNormParametrization extends Module2<Tensor, Tensor, Tensor> implements RightInverses {
    private final long dim;

    WeightNormParametrization(long dim) {
        this.dim = dim;
    }

    @Override
    protected Tensor forward(Tensor magnitude, Tensor direction) {
        return WeightNorm.compute(direction, magnitude, dim);
    }

    @Override
    public List<Tensor> rightInverse(Tensor weight) {
        return List.of(WeightNorm.magnitude(weight, dim), weight);
    }

    @Override
    protected String getName() {
        return "_WeightNorm";
    }
}
