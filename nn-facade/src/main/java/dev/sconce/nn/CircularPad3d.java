package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/** Continues the last 3 dimensions of the input by what stands at the other end. */
public class CircularPad3d extends PadNd {
    /**
     * Makes a layer.
     *
     * @param padding how much, on all sides or on each: left and right of the last dimension first
     */
    public CircularPad3d(long... padding) {
        super(padding, 6);
    }

    @Override
    protected Tensor forward(Tensor input) {
        NormBase.requireDims(input, 4, 5);
        return F.pad(input, padding, "circular", null);
    }
}
