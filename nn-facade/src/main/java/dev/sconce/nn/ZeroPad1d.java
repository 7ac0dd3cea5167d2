package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;

/** Continues the last 1 dimension of the input by zeros. */
public class ZeroPad1d extends ConstantPad1d {
    /**
     * Makes a layer.
     *
     * @param padding how much, on all sides or on each: left and right of the last dimension first
     */
    public ZeroPad1d(long... padding) {
        super(padding, 0.0);
    }

    @Override
    public String extraRepr() {
        return PyText.tuple(padding);
    }
}
