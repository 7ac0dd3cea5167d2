package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The negative log likelihood of class numbers: input {@code (N, C, *)} of log probabilities, target {@code (N, *)}.
 */
public class NLLLoss extends Loss {
    /** A factor for each class, or null. */
    public @Nullable Buffer weight;

    /** A class number that does not count. */
    public long ignoreIndex;

    /** Makes a loss with Python's defaults: the mean over all elements. */
    public NLLLoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options weight, ignoreIndex, reduction
     */
    public NLLLoss(Consumer<Options> options) {
        this(Options.of(options));
    }

    private NLLLoss(Options chosen) {
        super(chosen);
        registerBuffer("weight", chosen.weight);
        ignoreIndex = chosen.ignoreIndex;
    }

    @Override
    protected Tensor forward(Tensor input, Tensor target) {
        return F.nllLoss(input, target, weight, ignoreIndex, reduction);
    }

    /** Options of this loss. */
    public static final class Options extends LossOptions<Options> {
        @Nullable
        Tensor weight;

        long ignoreIndex = -100;

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

        /**
         * A class number that does not count.
         *
         * @param ignoreIndex the value; {@code -100} by default
         * @return this
         */
        public Options ignoreIndex(long ignoreIndex) {
            this.ignoreIndex = ignoreIndex;
            return this;
        }
    }
}
