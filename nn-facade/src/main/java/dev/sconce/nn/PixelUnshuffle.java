package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/**
 * Moves parts of images into more channels: {@code (*, C, H r, W r)} becomes {@code (*, C r^2, H, W)}.
 */
public class PixelUnshuffle extends Layer {
    /** The factor. */
    public final long downscaleFactor;

    /**
     * Makes a layer.
     *
     * @param downscaleFactor the factor
     */
    public PixelUnshuffle(long downscaleFactor) {
        this.downscaleFactor = downscaleFactor;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.pixelUnshuffle(input, downscaleFactor);
    }

    @Override
    public String extraRepr() {
        return "downscale_factor=" + downscaleFactor;
    }
}
