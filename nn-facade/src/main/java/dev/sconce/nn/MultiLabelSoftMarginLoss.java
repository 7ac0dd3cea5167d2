package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The logistic loss of several classes for each sample.
 */
public class MultiLabelSoftMarginLoss extends Loss {
    /** A factor for each class, or null. */
    public @Nullable Buffer weight;

    /** Makes a loss with Python's defaults: the mean over all elements. */
    public MultiLabelSoftMarginLoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options weight, reduction
     */
    public MultiLabelSoftMarginLoss(Consumer<Options> options) {
        this(Options.of(options));
    }

    private MultiLabelSoftMarginLoss(Options chosen) {
        super(chosen);
        registerBuffer("weight", chosen.weight);
    }

    @Override
    protected Tensor forward(Tensor input, Tensor target) {
        return F.multilabelSoftMarginLoss(input, target, weight, reduction);
    }

    /** Options of this loss. */
    public static final class Options extends LossOptions<Options> {
        @Nullable
        Tensor weight;

        private Options() {}

        private static Options of(Consumer<Options> options) {
            Options chosen = new Options();
            options.accept(chosen);
            return chosen;
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
