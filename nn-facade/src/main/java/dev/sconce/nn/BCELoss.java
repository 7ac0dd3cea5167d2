package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The binary cross entropy of probabilities.
 */
public class BCELoss extends Loss {
    /** A factor for each element, or null. */
    public @Nullable Buffer weight;

    /** Makes a loss with Python's defaults: the mean over all elements. */
    public BCELoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options weight, reduction
     */
    public BCELoss(Consumer<Options> options) {
        this(Options.of(options));
    }

    private BCELoss(Options chosen) {
        super(chosen);
        registerBuffer("weight", chosen.weight);
    }

    @Override
    protected Tensor forward(Tensor input, Tensor target) {
        return F.binaryCrossEntropy(input, target, weight, reduction);
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
         * A factor for each element, or null.
         *
         * @param weight a tensor that can be broadcast; null by default
         * @return this
         */
        public Options weight(@Nullable Tensor weight) {
            this.weight = weight;
            return this;
        }
    }
}
