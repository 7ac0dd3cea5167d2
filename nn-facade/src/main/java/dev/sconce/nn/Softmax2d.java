package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/** Softmax over the channels of an input of shape {@code (N, C, H, W)} or {@code (C, H, W)}. */
public class Softmax2d extends Layer {
    /** Makes a layer. */
    public Softmax2d() {}

    @Override
    protected Tensor forward(Tensor input) {
        int dims = input.dim();
        if (dims != 3 && dims != 4) {
            throw new IllegalArgumentException("Softmax2d: expected input to be 3D or 4D, got " + dims + "D instead");
        }
        return F.softmax(input, -3);
    }
}
