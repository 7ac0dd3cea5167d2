package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/**
 * {@code x / (1 + |x|)} of each element.
 */
public class Softsign extends Layer {
    /** Makes a layer. */
    public Softsign() {}

    @Override
    protected Tensor forward(Tensor input) {
        return F.softsign(input);
    }
}
