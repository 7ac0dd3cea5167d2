package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The hinge loss of an anchor's distances to a like and an unlike sample, with any distance.
 */
public class TripletMarginWithDistanceLoss extends Module3<Tensor, Tensor, Tensor, Tensor> {
    /** How the losses of the elements become the result. */
    public String reduction;

    /** By how much the unlike sample must be farther. */
    public double margin;

    /** Whether the distance of the two samples may stand for that of the anchor and the unlike one. */
    public boolean swap;

    private final BinaryOperator<Tensor> distanceFunction;

    /** Makes a loss with Python's defaults: Euclidean distance, margin 1, mean. */
    public TripletMarginWithDistanceLoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options distanceFunction, margin, swap, reduction
     */
    public TripletMarginWithDistanceLoss(Consumer<Options> options) {
        Options chosen = new Options();
        options.accept(chosen);
        if (chosen.margin <= 0) {
            throw new IllegalArgumentException(
                    "TripletMarginWithDistanceLoss: expected margin to be greater than 0, got "
                            + PyText.repr(chosen.margin) + " instead");
        }
        reduction = chosen.reduction();
        margin = chosen.margin;
        swap = chosen.swap;
        distanceFunction = distanceFunction(chosen);
    }

    private BinaryOperator<Tensor> distanceFunction(Options chosen) {
        if (chosen.distanceFunction != null) {
            return chosen.distanceFunction;
        }
        Module2<Tensor, Tensor, Tensor> module = chosen.distanceModule;
        return register("distance_function", module == null ? new PairwiseDistance() : module)::call;
    }

    @Override
    protected Tensor forward(Tensor anchor, Tensor positive, Tensor negative) {
        return F.tripletMarginWithDistanceLoss(anchor, positive, negative, distanceFunction, margin, swap, reduction);
    }

    /** Options of this loss. */
    public static final class Options extends LossOptions<Options> {
        private @Nullable BinaryOperator<Tensor> distanceFunction;
        private @Nullable Module2<Tensor, Tensor, Tensor> distanceModule;
        private double margin = 1;
        private boolean swap;

        private Options() {}

        /**
         * The distance.
         *
         * @param distanceFunction null (default) for {@link PairwiseDistance}
         * @return this
         */
        public Options distanceFunction(@Nullable BinaryOperator<Tensor> distanceFunction) {
            this.distanceFunction = distanceFunction;
            distanceModule = null;
            return this;
        }

        /**
         * The distance, as a module that becomes a child named {@code distance_function}.
         *
         * @param distanceFunction such as a {@link PairwiseDistance} or a {@link CosineSimilarity}
         * @return this
         */
        public Options distanceFunction(Module2<Tensor, Tensor, Tensor> distanceFunction) {
            distanceModule = distanceFunction;
            this.distanceFunction = null;
            return this;
        }

        /**
         * By how much the unlike sample must be farther.
         *
         * @param margin more than 0; 1 by default
         * @return this
         */
        public Options margin(double margin) {
            this.margin = margin;
            return this;
        }

        /**
         * Whether the distance of the two samples may stand for that of the anchor and the unlike one.
         *
         * @param swap false by default
         * @return this
         */
        public Options swap(boolean swap) {
            this.swap = swap;
            return this;
        }
    }
}
