package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;

/** Continues the last 1 dimension of the input by a number. */
public class ConstantPad1d extends PadNd {
    /** The number. */
    public final Number value;

    /**
     * Makes a layer.
     *
     * @param padding how much on all sides
     * @param value the number
     */
    public ConstantPad1d(long padding, Number value) {
        this(new long[] {padding}, value);
    }

    /**
     * Makes a layer.
     *
     * @param padding how much on each side: left and right of the last dimension first
     * @param value the number
     */
    public ConstantPad1d(long[] padding, Number value) {
        super(padding, 2);
        this.value = value;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.pad(input, padding, "constant", value.doubleValue());
    }

    @Override
    public String extraRepr() {
        return "padding=" + PyText.tuple(padding) + ", value=" + PyText.repr(value);
    }
}
