package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The cross entropy of logits {@code (N, C, *)} with class numbers {@code (N, *)} or with probabilities {@code (N, C, *)}.
 */
public class CrossEntropyLoss extends Loss {
    /** A factor for each class, or null. */
    public @Nullable Buffer weight;

    /** A class number that does not count. */
    public long ignoreIndex;

    /** How much of the target is spread over all classes, between 0 and 1. */
    public double labelSmoothing;

    /** Makes a loss with Python's defaults: the mean over all elements. */
    public CrossEntropyLoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options weight, ignoreIndex, labelSmoothing, reduction
     */
    public CrossEntropyLoss(Consumer<Options> options) {
        this(Options.of(options));
    }

    private CrossEntropyLoss(Options chosen) {
        super(chosen);
        registerBuffer("weight", chosen.weight);
        ignoreIndex = chosen.ignoreIndex;
        labelSmoothing = chosen.labelSmoothing;
    }

    @Override
    protected Tensor forward(Tensor input, Tensor target) {
        return F.crossEntropy(input, target, weight, ignoreIndex, reduction, labelSmoothing);
    }

    /** Options of this loss. */
    public static final class Options extends LossOptions<Options> {
        @Nullable
        Tensor weight;

        long ignoreIndex = -100;
        double labelSmoothing = 0;

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

        /**
         * How much of the target is spread over all classes, between 0 and 1.
         *
         * @param labelSmoothing the value; {@code 0} by default
         * @return this
         */
        public Options labelSmoothing(double labelSmoothing) {
            this.labelSmoothing = labelSmoothing;
            return this;
        }
    }
}
