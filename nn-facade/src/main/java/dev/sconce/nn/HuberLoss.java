package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * Squared below {@code delta}, {@code delta} times absolute above.
 */
public class HuberLoss extends Loss {
    /** Where the two meet; more than 0. */
    public double delta;

    /** Makes a loss with Python's defaults: the mean over all elements. */
    public HuberLoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options delta, reduction
     */
    public HuberLoss(Consumer<Options> options) {
        this(Options.of(options));
    }

    private HuberLoss(Options chosen) {
        super(chosen);
        delta = chosen.delta;
    }

    @Override
    protected Tensor forward(Tensor input, Tensor target) {
        return F.huberLoss(input, target, reduction, delta, null);
    }

    /** Options of this loss. */
    public static final class Options extends LossOptions<Options> {
        double delta = 1;

        private Options() {}

        private static Options of(Consumer<Options> options) {
            Options chosen = new Options();
            options.accept(chosen);
            return chosen;
        }

        /**
         * Where the two meet; more than 0.
         *
         * @param delta the value; {@code 1} by default
         * @return this
         */
        public Options delta(double delta) {
            this.delta = delta;
            return this;
        }
    }
}
