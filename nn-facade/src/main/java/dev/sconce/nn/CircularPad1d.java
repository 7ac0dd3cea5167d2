package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/** Continues the last 1 dimension of the input by what stands at the other end. */
public class CircularPad1d extends PadNd {
    /**
     * Makes a layer.
     *
     * @param padding how much, on all sides or on each: left and right of the last dimension first
     */
    public CircularPad1d(long... padding) {
        super(padding, 2);
    }

    @Override
    protected Tensor forward(Tensor input) {
        NormBase.requireDims(input, 2, 3);
        return F.pad(input, padding, "circular", null);
    }
}
