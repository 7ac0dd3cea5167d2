package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * Squared below {@code beta}, absolute above.
 */
public class SmoothL1Loss extends Loss {
    /** Where the two meet. */
    public double beta;

    /** Makes a loss with Python's defaults: the mean over all elements. */
    public SmoothL1Loss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options beta, reduction
     */
    public SmoothL1Loss(Consumer<Options> options) {
        this(Options.of(options));
    }

    private SmoothL1Loss(Options chosen) {
        super(chosen);
        beta = chosen.beta;
    }

    @Override
    protected Tensor forward(Tensor input, Tensor target) {
        return F.smoothL1Loss(input, target, reduction, beta);
    }

    /** Options of this loss. */
    public static final class Options extends LossOptions<Options> {
        double beta = 1;

        private Options() {}

        private static Options of(Consumer<Options> options) {
            Options chosen = new Options();
            options.accept(chosen);
            return chosen;
        }

        /**
         * Where the two meet.
         *
         * @param beta the value; {@code 1} by default
         * @return this
         */
        public Options beta(double beta) {
            this.beta = beta;
            return this;
        }
    }
}
