package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * The Kullback-Leibler divergence; the input is log probabilities.
 */
public class KLDivLoss extends Loss {
    /** Whether the target is log probabilities too. */
    public boolean logTarget;

    /** Makes a loss with Python's defaults: the mean over all elements. */
    public KLDivLoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options logTarget, reduction
     */
    public KLDivLoss(Consumer<Options> options) {
        this(Options.of(options));
    }

    private KLDivLoss(Options chosen) {
        super(chosen);
        logTarget = chosen.logTarget;
    }

    @Override
    protected Tensor forward(Tensor input, Tensor target) {
        return F.klDiv(input, target, reduction, logTarget);
    }

    /** Options of this loss. */
    public static final class Options extends LossOptions<Options> {
        boolean logTarget = false;

        private Options() {}

        private static Options of(Consumer<Options> options) {
            Options chosen = new Options();
            options.accept(chosen);
            return chosen;
        }

        /**
         * Whether the target is log probabilities too.
         *
         * @param logTarget the value; {@code false} by default
         * @return this
         */
        public Options logTarget(boolean logTarget) {
            this.logTarget = logTarget;
            return this;
        }
    }
}
