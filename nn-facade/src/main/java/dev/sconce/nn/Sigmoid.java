package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;

/**
 * The logistic function of each element: {@code 1 / (1 + exp(-x))}.
 */
public class Sigmoid extends Layer {
    /** Makes a layer. */
    public Sigmoid() {}

    @Override
    protected Tensor forward(Tensor input) {
        return Torch.sigmoid(input);
    }
}
