package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * The hinge loss of an anchor's distances to a like and an unlike sample.
 */
public class TripletMarginLoss extends Module3<Tensor, Tensor, Tensor, Tensor> {
    /** How the losses of the elements become the result. */
    public String reduction;

    /** By how much the unlike sample must be farther; more than 0. */
    public double margin;

    /** The norm. */
    public double p;

    /** What is added to differences. */
    public double eps;

    /** Whether the distance of the two samples may stand for that of the anchor and the unlike one. */
    public boolean swap;

    /** Makes a loss with Python's defaults: the mean over all elements. */
    public TripletMarginLoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options margin, p, eps, swap, reduction
     */
    public TripletMarginLoss(Consumer<Options> options) {
        Options chosen = new Options();
        options.accept(chosen);
        if (chosen.margin <= 0) {
            throw new IllegalArgumentException("TripletMarginLoss: expected margin to be greater than 0, got "
                    + PyText.repr(chosen.margin) + " instead");
        }
        reduction = chosen.reduction();
        margin = chosen.margin;
        p = chosen.p;
        eps = chosen.eps;
        swap = chosen.swap;
    }

    @Override
    protected Tensor forward(Tensor anchor, Tensor positive, Tensor negative) {
        return F.tripletMarginLoss(anchor, positive, negative, margin, p, eps, swap, reduction);
    }

    /** Options of this loss. */
    public static final class Options extends LossOptions<Options> {
        double margin = 1;
        double p = 2;
        double eps = 1e-6;
        boolean swap = false;

        private Options() {}

        /**
         * By how much the unlike sample must be farther; more than 0.
         *
         * @param margin the value; {@code 1} by default
         * @return this
         */
        public Options margin(double margin) {
            this.margin = margin;
            return this;
        }

        /**
         * The norm.
         *
         * @param p the value; {@code 2} by default
         * @return this
         */
        public Options p(double p) {
            this.p = p;
            return this;
        }

        /**
         * What is added to differences.
         *
         * @param eps the value; {@code 1e-6} by default
         * @return this
         */
        public Options eps(double eps) {
            this.eps = eps;
            return this;
        }

        /**
         * Whether the distance of the two samples may stand for that of the anchor and the unlike one.
         *
         * @param swap the value; {@code false} by default
         * @return this
         */
        public Options swap(boolean swap) {
            this.swap = swap;
            return this;
        }
    }
}
