package dev.sconce.nn;

import java.util.function.Consumer;

/** Resizes images by the nearest value. */
public class UpsamplingNearest2d extends Upsample {
    /**
     * Makes a layer.
     *
     * @param options size or scaleFactor
     */
    public UpsamplingNearest2d(Consumer<Options> options) {
        super(options.andThen(chosen -> chosen.mode("nearest")));
    }
}
