package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies by a learned matrix and adds a learned bias: {@code y = x A^T + b}.
 *
 * <p>Input {@code (*, inFeatures)}, output {@code (*, outFeatures)}. State: {@code weight} of shape
 * {@code (outFeatures, inFeatures)} and {@code bias} of shape {@code (outFeatures)}, both drawn uniformly from
 * {@code -1/sqrt(inFeatures)} to {@code 1/sqrt(inFeatures)}.
 *
 * <pre>{@code
 * Linear layer = new Linear(20, 30);
 * Tensor output = layer.call(randn(128, 20)); // of shape (128, 30)
 * }</pre>
 */
public class Linear extends Layer {
    /** The size of each input sample. */
    public long inFeatures;

    /** The size of each output sample. */
    public long outFeatures;

    /** The matrix. */
    public Parameter weight;

    /** What is added, or null. */
    public @Nullable Parameter bias;

    /**
     * Makes a layer with a bias.
     *
     * @param inFeatures the size of each input sample
     * @param outFeatures the size of each output sample
     */
    public Linear(long inFeatures, long outFeatures) {
        this(inFeatures, outFeatures, true);
    }

    /**
     * Makes a layer.
     *
     * @param inFeatures the size of each input sample
     * @param outFeatures the size of each output sample
     * @param bias whether something is added
     */
    public Linear(long inFeatures, long outFeatures, boolean bias) {
        this(inFeatures, outFeatures, options -> options.bias(bias));
    }

    /**
     * Makes a layer.
     *
     * @param inFeatures the size of each input sample
     * @param outFeatures the size of each output sample
     * @param options bias, dtype, device
     */
    public Linear(long inFeatures, long outFeatures, Consumer<LinearOptions> options) {
        LinearOptions chosen = LinearOptions.of(options);
        TensorFactory factory = chosen.factory();
        this.inFeatures = inFeatures;
        this.outFeatures = outFeatures;
        weight = makeParameter(factory, outFeatures, inFeatures);
        if (chosen.bias) {
            bias = makeParameter(factory, outFeatures);
        } else {
            registerParameter("bias", null);
        }
        resetParameters();
    }

    Parameter makeParameter(TensorFactory factory, long... shape) {
        return factory.parameter(shape);
    }

    /** Draws the parameters again. */
    public void resetParameters() {
        FanInInit.reset(weight, bias);
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.linear(input, weight, bias);
    }

    @Override
    public String extraRepr() {
        return "in_features=" + inFeatures + ", out_features=" + outFeatures + ", bias=" + PyText.repr(bias != null);
    }
}
