package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * The negative log likelihood of a Poisson distribution.
 */
public class PoissonNLLLoss extends Loss {
    /** Whether the input is the logarithm of the mean. */
    public boolean logInput;

    /** Whether Stirling's term is added. */
    public boolean full;

    /** What is added to the input before its logarithm is taken. */
    public double eps;

    /** Makes a loss with Python's defaults: the mean over all elements. */
    public PoissonNLLLoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options logInput, full, eps, reduction
     */
    public PoissonNLLLoss(Consumer<Options> options) {
        this(Options.of(options));
    }

    private PoissonNLLLoss(Options chosen) {
        super(chosen);
        logInput = chosen.logInput;
        full = chosen.full;
        eps = chosen.eps;
    }

    @Override
    protected Tensor forward(Tensor input, Tensor target) {
        return F.poissonNllLoss(input, target, logInput, full, eps, reduction);
    }

    /** Options of this loss. */
    public static final class Options extends LossOptions<Options> {
        boolean logInput = true;
        boolean full = false;
        double eps = 1e-8;

        private Options() {}

        private static Options of(Consumer<Options> options) {
            Options chosen = new Options();
            options.accept(chosen);
            return chosen;
        }

        /**
         * Whether the input is the logarithm of the mean.
         *
         * @param logInput the value; {@code true} by default
         * @return this
         */
        public Options logInput(boolean logInput) {
            this.logInput = logInput;
            return this;
        }

        /**
         * Whether Stirling's term is added.
         *
         * @param full the value; {@code false} by default
         * @return this
         */
        public Options full(boolean full) {
            this.full = full;
            return this;
        }

        /**
         * What is added to the input before its logarithm is taken.
         *
         * @param eps the value; {@code 1e-8} by default
         * @return this
         */
        public Options eps(double eps) {
            this.eps = eps;
            return this;
        }
    }
}
