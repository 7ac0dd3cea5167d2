package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;

/** Continues the last 2 dimensions of the input by zeros. */
public class ZeroPad2d extends ConstantPad2d {
    /**
     * Makes a layer.
     *
     * @param padding how much, on all sides or on each: left and right of the last dimension first
     */
    public ZeroPad2d(long... padding) {
        super(padding, 0.0);
    }

    @Override
    public String extraRepr() {
        return PyText.tuple(padding);
    }
}
