package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;

/**
 * The hyperbolic tangent of each element.
 */
public class Tanh extends Layer {
    /** Makes a layer. */
    public Tanh() {}

    @Override
    protected Tensor forward(Tensor input) {
        return Torch.tanh(input);
    }
}
