package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Normalizes each sample over its last dimensions, then scales and shifts by learned numbers.
 *
 * <p>State: {@code weight} and {@code bias} of shape {@code normalizedShape}.
 *
 * <pre>{@code
 * new LayerNorm(512)
 * new LayerNorm(new long[] {4, 8}, n -> n.eps(1e-6))
 * }</pre>
 */
public class LayerNorm extends Layer {
    /** The lengths of the last dimensions. */
    public final long[] normalizedShape;

    /** What is added to the variance. */
    public double eps;

    /** Whether the result is scaled and shifted. */
    public final boolean elementwiseAffine;

    /** The learned factors, or null. */
    public @Nullable Parameter weight;

    /** The learned shifts, or null. */
    public @Nullable Parameter bias;

    /**
     * Makes a layer.
     *
     * @param normalizedShape the lengths of the last dimensions
     */
    public LayerNorm(long... normalizedShape) {
        this(normalizedShape, options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param normalizedShape the length of the last dimension
     * @param options eps, elementwise affine, bias, dtype, device
     */
    public LayerNorm(long normalizedShape, Consumer<Options> options) {
        this(new long[] {normalizedShape}, options);
    }

    /**
     * Makes a layer.
     *
     * @param normalizedShape the lengths of the last dimensions
     * @param options eps, elementwise affine, bias, dtype, device
     */
    public LayerNorm(long[] normalizedShape, Consumer<Options> options) {
        Options chosen = new Options();
        options.accept(chosen);
        TensorFactory factory = chosen.factory();
        this.normalizedShape = normalizedShape.clone();
        this.eps = chosen.eps;
        this.elementwiseAffine = chosen.elementwiseAffine;
        registerParameter("weight", elementwiseAffine ? factory.parameter(normalizedShape) : null);
        registerParameter("bias", elementwiseAffine && chosen.bias ? factory.parameter(normalizedShape) : null);
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
        return F.layerNorm(input, normalizedShape, weight, bias, eps);
    }

    @Override
    public String extraRepr() {
        return PyText.tuple(normalizedShape) + ", eps=" + PyText.repr(eps) + ", elementwise_affine="
                + PyText.repr(elementwiseAffine) + ", bias=" + PyText.repr(bias != null);
    }

    /** Options of a layer normalization. */
    public static final class Options extends FactoryOptions<Options> {
        double eps = 1e-5;
        boolean elementwiseAffine = true;
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
         * @param elementwiseAffine the value; {@code true} by default
         * @return this
         */
        public Options elementwiseAffine(boolean elementwiseAffine) {
            this.elementwiseAffine = elementwiseAffine;
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
