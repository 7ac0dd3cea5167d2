package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The hinge loss of one class for each sample.
 */
public class MultiMarginLoss extends Loss {
    /** The power, 1 or 2. */
    public Number p;

    /** By how much the right class must win. */
    public Number margin;

    /** A factor for each class, or null. */
    public @Nullable Buffer weight;

    /** Makes a loss with Python's defaults: the mean over all elements. */
    public MultiMarginLoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options p, margin, weight, reduction
     */
    public MultiMarginLoss(Consumer<Options> options) {
        this(Options.of(options));
    }

    private MultiMarginLoss(Options chosen) {
        super(chosen);
        if (chosen.p.doubleValue() != 1 && chosen.p.doubleValue() != 2) {
            throw new IllegalArgumentException("only p == 1 and p == 2 supported");
        }
        if (chosen.weight != null && chosen.weight.dim() != 1) {
            throw new IllegalArgumentException("MultiMarginLoss: expected weight to be None or 1D tensor, got "
                    + chosen.weight.dim() + "D instead");
        }
        p = chosen.p;
        margin = chosen.margin;
        registerBuffer("weight", chosen.weight);
    }

    @Override
    protected Tensor forward(Tensor input, Tensor target) {
        return F.multiMarginLoss(input, target, p, margin, weight, reduction);
    }

    /** Options of this loss. */
    public static final class Options extends LossOptions<Options> {
        Number p = 1;
        Number margin = 1.0;

        @Nullable
        Tensor weight;

        private Options() {}

        private static Options of(Consumer<Options> options) {
            Options chosen = new Options();
            options.accept(chosen);
            return chosen;
        }

        /**
         * The power, 1 or 2.
         *
         * @param p the value; {@code 1} by default
         * @return this
         */
        public Options p(Number p) {
            this.p = p;
            return this;
        }

        /**
         * By how much the right class must win.
         *
         * @param margin the value; {@code 1.0} by default
         * @return this
         */
        public Options margin(Number margin) {
            this.margin = margin;
            return this;
        }

        /**
         * A factor for each class, or null.
         *
         * @param weight one factor for each class; null by default
         * @return this
         */
        public Options weight(@Nullable Tensor weight) {
            this.weight = weight;
            return this;
        }
    }
}
