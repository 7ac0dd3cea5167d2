package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * {@code x} above zero, a learned part of it below; one part for all channels, or one for each.
 *
 * <p>State: {@code weight} of shape {@code (numParameters)}.
 */
public class PReLU extends Layer {
    /** The number of learned slopes. */
    public final long numParameters;

    /** The first value of the slopes. */
    public final double init;

    /** The slopes. */
    public Parameter weight;

    /** Makes a layer with one slope, which begins as 0.25. */
    public PReLU() {
        this(1);
    }

    /**
     * Makes a layer whose slopes begin as 0.25.
     *
     * @param numParameters the number of channels, or 1
     */
    public PReLU(long numParameters) {
        this(numParameters, 0.25);
    }

    /**
     * Makes a layer.
     *
     * @param numParameters the number of channels, or 1
     * @param init the first value of the slopes
     */
    public PReLU(long numParameters, double init) {
        this(numParameters, init, options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param numParameters the number of channels, or 1
     * @param init the first value of the slopes
     * @param options dtype, device
     */
    public PReLU(long numParameters, double init, Consumer<PlainOptions> options) {
        this.numParameters = numParameters;
        this.init = init;
        weight = PlainOptions.of(options).factory().parameter(numParameters);
        resetParameters();
    }

    /** Sets the slopes to their first value. */
    public void resetParameters() {
        Init.constant_(weight, init);
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.prelu(input, weight);
    }

    @Override
    public String extraRepr() {
        return "num_parameters=" + numParameters;
    }
}
