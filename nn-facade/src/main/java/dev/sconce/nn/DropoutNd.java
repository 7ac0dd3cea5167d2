package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;

/** What all dropouts share ({@code _DropoutNd}). */
public abstract class DropoutNd extends Layer {
    /** The probability with which an element, or a channel, becomes zero. */
    public Number p;

    /** Whether the input is overwritten. */
    public boolean inplace;

    DropoutNd(Number p, boolean inplace) {
        if (!(p.doubleValue() >= 0 && p.doubleValue() <= 1)) {
            throw new IllegalArgumentException(
                    "dropout probability has to be between 0 and 1, but got " + PyText.repr(p));
        }
        this.p = p;
        this.inplace = inplace;
    }

    @Override
    public String extraRepr() {
        return "p=" + PyText.repr(p) + ", inplace=" + PyText.repr(inplace);
    }
}
