package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;
import dev.sconce.nn.internal.Sizes;

/** What all paddings share: how much is put where. */
public abstract class PadNd extends Layer {
    /** What is put on the left and right of the last dimension, then of the one before, and so on. */
    public final long[] padding;

    PadNd(long[] padding, int sides) {
        this.padding = Sizes.expand(padding, sides, "padding");
    }

    @Override
    public String extraRepr() {
        return PyText.tuple(padding);
    }
}
