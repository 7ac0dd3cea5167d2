package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/**
 * Moves channels into larger images: {@code (*, C r^2, H, W)} becomes {@code (*, C, H r, W r)}.
 */
public class PixelShuffle extends Layer {
    /** The factor. */
    public final long upscaleFactor;

    /**
     * Makes a layer.
     *
     * @param upscaleFactor the factor
     */
    public PixelShuffle(long upscaleFactor) {
        this.upscaleFactor = upscaleFactor;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.pixelShuffle(input, upscaleFactor);
    }

    @Override
    public String extraRepr() {
        return "upscale_factor=" + upscaleFactor;
    }
}
