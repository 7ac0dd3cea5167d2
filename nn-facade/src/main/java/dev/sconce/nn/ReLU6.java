package dev.sconce.nn;

/** Clamps each element to 0 and 6. */
public class ReLU6 extends Hardtanh {
    /** Makes a layer that leaves its input as it is. */
    public ReLU6() {
        this(false);
    }

    /**
     * Makes a layer.
     *
     * @param inplace whether the input is overwritten
     */
    public ReLU6(boolean inplace) {
        super(0.0, 6.0, inplace);
    }

    @Override
    public String extraRepr() {
        return inplace ? "inplace=True" : "";
    }
}
