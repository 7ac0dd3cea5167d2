package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/**
 * {@code x - tanh(x)} of each element.
 */
public class Tanhshrink extends Layer {
    /** Makes a layer. */
    public Tanhshrink() {}

    @Override
    protected Tensor forward(Tensor input) {
        return F.tanhshrink(input);
    }
}
