package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * The negative log likelihood of a Gaussian distribution: mean, target, variance.
 */
public class GaussianNLLLoss extends Module3<Tensor, Tensor, Tensor, Tensor> {
    /** How the losses of the elements become the result. */
    public String reduction;

    /** Whether the constant term is added. */
    public boolean full;

    /** The least variance. */
    public double eps;

    /** Makes a loss with Python's defaults: the mean over all elements. */
    public GaussianNLLLoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options full, eps, reduction
     */
    public GaussianNLLLoss(Consumer<Options> options) {
        Options chosen = new Options();
        options.accept(chosen);
        reduction = chosen.reduction();
        full = chosen.full;
        eps = chosen.eps;
    }

    @Override
    protected Tensor forward(Tensor input, Tensor target, Tensor var) {
        return F.gaussianNllLoss(input, target, var, full, eps, reduction);
    }

    /** Options of this loss. */
    public static final class Options extends LossOptions<Options> {
        boolean full = false;
        double eps = 1e-6;

        private Options() {}

        /**
         * Whether the constant term is added.
         *
         * @param full the value; {@code false} by default
         * @return this
         */
        public Options full(boolean full) {
            this.full = full;
            return this;
        }

        /**
         * The least variance.
         *
         * @param eps the value; {@code 1e-6} by default
         * @return this
         */
        public Options eps(double eps) {
            this.eps = eps;
            return this;
        }
    }
}
