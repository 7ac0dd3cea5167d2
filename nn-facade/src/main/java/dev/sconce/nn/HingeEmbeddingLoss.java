package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * The hinge loss of distances with labels 1 and -1.
 */
public class HingeEmbeddingLoss extends Loss {
    /** The distance from which on unlike samples cost nothing. */
    public double margin;

    /** Makes a loss with Python's defaults: the mean over all elements. */
    public HingeEmbeddingLoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options margin, reduction
     */
    public HingeEmbeddingLoss(Consumer<Options> options) {
        this(Options.of(options));
    }

    private HingeEmbeddingLoss(Options chosen) {
        super(chosen);
        margin = chosen.margin;
    }

    @Override
    protected Tensor forward(Tensor input, Tensor target) {
        return F.hingeEmbeddingLoss(input, target, margin, reduction);
    }

    /** Options of this loss. */
    public static final class Options extends LossOptions<Options> {
        double margin = 1;

        private Options() {}

        private static Options of(Consumer<Options> options) {
            Options chosen = new Options();
            options.accept(chosen);
            return chosen;
        }

        /**
         * The distance from which on unlike samples cost nothing.
         *
         * @param margin the value; {@code 1} by default
         * @return this
         */
        public Options margin(double margin) {
            this.margin = margin;
            return this;
        }
    }
}
