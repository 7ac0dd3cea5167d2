package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/** Continues the last 2 dimensions of the input by its border. */
public class ReplicationPad2d extends PadNd {
    /**
     * Makes a layer.
     *
     * @param padding how much, on all sides or on each: left and right of the last dimension first
     */
    public ReplicationPad2d(long... padding) {
        super(padding, 4);
    }

    @Override
    protected Tensor forward(Tensor input) {

        return F.pad(input, padding, "replicate", null);
    }
}
