package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;

/** Continues the last 3 dimensions of the input by zeros. */
public class ZeroPad3d extends ConstantPad3d {
    /**
     * Makes a layer.
     *
     * @param padding how much, on all sides or on each: left and right of the last dimension first
     */
    public ZeroPad3d(long... padding) {
        super(padding, 0.0);
    }

    @Override
    public String extraRepr() {
        return PyText.tuple(padding);
    }
}
