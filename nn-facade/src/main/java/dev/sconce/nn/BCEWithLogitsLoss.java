package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The binary cross entropy of logits.
 */
public class BCEWithLogitsLoss extends Loss {
    /** A factor for each element, or null. */
    public @Nullable Buffer weight;

    /** A factor for positive targets of each class, or null. */
    @RegisteredAs("pos_weight")
    public @Nullable Buffer posWeight;

    /** Makes a loss with Python's defaults: the mean over all elements. */
    public BCEWithLogitsLoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options weight, posWeight, reduction
     */
    public BCEWithLogitsLoss(Consumer<Options> options) {
        this(Options.of(options));
    }

    private BCEWithLogitsLoss(Options chosen) {
        super(chosen);
        registerBuffer("weight", chosen.weight);
        registerBuffer("pos_weight", chosen.posWeight);
    }

    @Override
    protected Tensor forward(Tensor input, Tensor target) {
        return F.binaryCrossEntropyWithLogits(input, target, weight, reduction, posWeight);
    }

    /** Options of this loss. */
    public static final class Options extends LossOptions<Options> {
        @Nullable
        Tensor weight;

        @Nullable
        Tensor posWeight;

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

        /**
         * A factor for positive targets of each class, or null.
         *
         * @param posWeight one factor for each class; null by default
         * @return this
         */
        public Options posWeight(@Nullable Tensor posWeight) {
            this.posWeight = posWeight;
            return this;
        }
    }
}
