package dev.sconce.it.models.ops;

import static dev.sconce.torch.Torch.empty;

import dev.sconce.nn.Layer;
import dev.sconce.torch.Tensor;
import java.util.Arrays;

/** Drops whole rows of the batch in training: {@code torchvision.ops.StochasticDepth} in the mode "row". */
public final class StochasticDepth extends Layer {
    final double p;

    /**
     * Makes the layer.
     *
     * @param p the probability of a row to be dropped
     */
    public StochasticDepth(double p) {
        this.p = p;
    }

    @Override
    protected Tensor forward(Tensor input) {
        if (!isTraining() || p == 0.0) {
            return input;
        }
        double survivalRate = 1.0 - p;
        long[] size = new long[input.dim()];
        Arrays.fill(size, 1);
        size[0] = input.size(0);
        Tensor noise = empty(size).bernoulli_(survivalRate);
        if (survivalRate > 0.0) {
            noise.div_(survivalRate);
        }
        return input.mul(noise);
    }

    @Override
    public String extraRepr() {
        return "p=" + p + ", mode=row";
    }
}
