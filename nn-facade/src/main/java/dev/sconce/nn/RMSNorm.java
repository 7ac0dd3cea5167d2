package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Divides each sample by its root mean square over the last dimensions, then scales by learned numbers.
 *
 * <p>State: {@code weight} of shape {@code normalizedShape}.
 */
public class RMSNorm extends Layer {
    /** The lengths of the last dimensions. */
    public final long[] normalizedShape;

    /** What is added to the mean square; null for the least step of the dtype. */
    public @Nullable Double eps;

    /** Whether the result is scaled. */
    public final boolean elementwiseAffine;

    /** The learned factors, or null. */
    public @Nullable Parameter weight;

    /**
     * Makes a layer.
     *
     * @param normalizedShape the lengths of the last dimensions
     */
    public RMSNorm(long... normalizedShape) {
        this(normalizedShape, options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param normalizedShape the length of the last dimension
     * @param options eps, elementwise affine, dtype, device
     */
    public RMSNorm(long normalizedShape, Consumer<Options> options) {
        this(new long[] {normalizedShape}, options);
    }

    /**
     * Makes a layer.
     *
     * @param normalizedShape the lengths of the last dimensions
     * @param options eps, elementwise affine, dtype, device
     */
    public RMSNorm(long[] normalizedShape, Consumer<Options> options) {
        Options chosen = new Options();
        options.accept(chosen);
        this.normalizedShape = normalizedShape.clone();
        this.eps = chosen.eps;
        this.elementwiseAffine = chosen.elementwiseAffine;
        registerParameter("weight", elementwiseAffine ? chosen.factory().parameter(normalizedShape) : null);
        resetParameters();
    }

    /** Sets the factors to one. */
    public void resetParameters() {
        if (weight != null) {
            Init.ones_(weight);
        }
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.rmsNorm(input, normalizedShape, weight, eps);
    }

    @Override
    public String extraRepr() {
        return PyText.tuple(normalizedShape) + ", eps=" + PyText.repr(eps) + ", elementwise_affine="
                + PyText.repr(elementwiseAffine);
    }

    /** Options of a root mean square normalization. */
    public static final class Options extends FactoryOptions<Options> {
        @Nullable
        Double eps;

        boolean elementwiseAffine = true;

        private Options() {}

        /**
         * What is added to the mean square; null for the least step of the dtype.
         *
         * @param eps the value; null by default
         * @return this
         */
        public Options eps(double eps) {
            return eps((Double) eps);
        }

        /**
         * What is added to the mean square; null for the least step of the dtype.
         *
         * @param eps the value; null by default
         * @return this
         */
        public Options eps(@Nullable Double eps) {
            this.eps = eps;
            return this;
        }

        /**
         * Whether the result is scaled.
         *
         * @param elementwiseAffine the value; {@code true} by default
         * @return this
         */
        public Options elementwiseAffine(boolean elementwiseAffine) {
            this.elementwiseAffine = elementwiseAffine;
            return this;
        }
    }
}
