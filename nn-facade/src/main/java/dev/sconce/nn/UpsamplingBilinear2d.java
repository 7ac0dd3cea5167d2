package dev.sconce.nn;

import java.util.function.Consumer;

/** Resizes images by bilinear interpolation with aligned corners. */
public class UpsamplingBilinear2d extends Upsample {
    /**
     * Makes a layer.
     *
     * @param options size or scaleFactor
     */
    public UpsamplingBilinear2d(Consumer<Options> options) {
        super(options.andThen(chosen -> chosen.mode("bilinear").alignCorners(true)));
    }
}
