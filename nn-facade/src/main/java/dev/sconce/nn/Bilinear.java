package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies two inputs by a learned tensor and adds a learned bias: {@code y = x1^T A x2 + b}.
 *
 * <p>Inputs {@code (*, in1Features)} and {@code (*, in2Features)}, output {@code (*, outFeatures)}. State:
 * {@code weight} of shape {@code (outFeatures, in1Features, in2Features)} and {@code bias} of shape
 * {@code (outFeatures)}, both drawn uniformly within {@code 1/sqrt(in1Features)}.
 */
public class Bilinear extends Module2<Tensor, Tensor, Tensor> {
    /** The size of each first input sample. */
    public final long in1Features;

    /** The size of each second input sample. */
    public final long in2Features;

    /** The size of each output sample. */
    public final long outFeatures;

    /** The tensor. */
    public Parameter weight;

    /** What is added, or null. */
    public @Nullable Parameter bias;

    /**
     * Makes a layer with a bias.
     *
     * @param in1Features the size of each first input sample, at least 1
     * @param in2Features the size of each second input sample
     * @param outFeatures the size of each output sample
     */
    public Bilinear(long in1Features, long in2Features, long outFeatures) {
        this(in1Features, in2Features, outFeatures, options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param in1Features the size of each first input sample, at least 1
     * @param in2Features the size of each second input sample
     * @param outFeatures the size of each output sample
     * @param options bias, dtype, device
     */
    public Bilinear(long in1Features, long in2Features, long outFeatures, Consumer<LinearOptions> options) {
        LinearOptions chosen = LinearOptions.of(options);
        TensorFactory factory = chosen.factory();
        this.in1Features = in1Features;
        this.in2Features = in2Features;
        this.outFeatures = outFeatures;
        weight = factory.parameter(outFeatures, in1Features, in2Features);
        if (chosen.bias) {
            bias = factory.parameter(outFeatures);
        } else {
            registerParameter("bias", null);
        }
        resetParameters();
    }

    /** Draws the parameters again. */
    public void resetParameters() {
        if (in1Features <= 0) {
            throw new IllegalArgumentException("in1_features must be > 0, but got (in1_features=" + in1Features + ")");
        }
        double bound = 1 / Math.sqrt((double) weight.size(1));
        Init.uniform_(weight, -bound, bound);
        if (bias != null) {
            Init.uniform_(bias, -bound, bound);
        }
    }

    @Override
    protected Tensor forward(Tensor input1, Tensor input2) {
        return F.bilinear(input1, input2, weight, bias);
    }

    @Override
    public String extraRepr() {
        return "in1_features=" + in1Features + ", in2_features=" + in2Features + ", out_features=" + outFeatures
                + ", bias=" + PyText.repr(bias != null);
    }
}
