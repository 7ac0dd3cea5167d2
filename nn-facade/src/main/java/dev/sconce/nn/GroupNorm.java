package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Normalizes groups of channels of each sample of shape {@code (N, C, *)}, then scales and shifts each channel.
 *
 * <p>State: {@code weight} and {@code bias} of shape {@code (numChannels)}.
 */
public class GroupNorm extends Layer {
    /** The number of groups. */
    public final long numGroups;

    /** The number of channels. */
    public final long numChannels;

    /** What is added to the variance. */
    public double eps;

    /** Whether the result is scaled and shifted. */
    public final boolean affine;

    /** The learned factors, or null. */
    public @Nullable Parameter weight;

    /** The learned shifts, or null. */
    public @Nullable Parameter bias;

    /**
     * Makes a layer.
     *
     * @param numGroups the number of groups; divides the number of channels
     * @param numChannels the number of channels
     */
    public GroupNorm(long numGroups, long numChannels) {
        this(numGroups, numChannels, options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param numGroups the number of groups; divides the number of channels
     * @param numChannels the number of channels
     * @param options eps, affine, bias, dtype, device
     */
    public GroupNorm(long numGroups, long numChannels, Consumer<Options> options) {
        if (numChannels % numGroups != 0) {
            throw new IllegalArgumentException(
                    "num_channels (" + numChannels + ") must be divisible by num_groups (" + numGroups + ")");
        }
        Options chosen = new Options();
        options.accept(chosen);
        TensorFactory factory = chosen.factory();
        this.numGroups = numGroups;
        this.numChannels = numChannels;
        this.eps = chosen.eps;
        this.affine = chosen.affine;
        registerParameter("weight", affine ? factory.parameter(numChannels) : null);
        registerParameter("bias", affine && chosen.bias ? factory.parameter(numChannels) : null);
        resetParameters();
    }

    /** Sets the factors to one and the shifts to zero. */
    public void resetParameters() {
        if (weight != null) {
            Init.ones_(weight);
        }
        if (bias != null) {
            Init.zeros_(bias);
        }
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.groupNorm(input, numGroups, weight, bias, eps);
    }

    @Override
    public String extraRepr() {
        return numGroups + ", " + numChannels + ", eps=" + PyText.repr(eps) + ", affine=" + PyText.repr(affine)
                + ", bias=" + PyText.repr(bias != null);
    }

    /** Options of a group normalization. */
    public static final class Options extends FactoryOptions<Options> {
        double eps = 1e-5;
        boolean affine = true;
        boolean bias = true;

        private Options() {}

        /**
         * What is added to the variance.
         *
         * @param eps the value; {@code 1e-5} by default
         * @return this
         */
        public Options eps(double eps) {
            this.eps = eps;
            return this;
        }

        /**
         * Whether the result is scaled and shifted.
         *
         * @param affine the value; {@code true} by default
         * @return this
         */
        public Options affine(boolean affine) {
            this.affine = affine;
            return this;
        }

        /**
         * Whether the result is shifted, if it is scaled.
         *
         * @param bias the value; {@code true} by default
         * @return this
         */
        public Options bias(boolean bias) {
            this.bias = bias;
            return this;
        }
    }
}
