package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * The hinge loss of which of two inputs ranks higher, for labels 1 and -1.
 */
public class MarginRankingLoss extends Module3<Tensor, Tensor, Tensor, Tensor> {
    /** How the losses of the elements become the result. */
    public String reduction;

    /** By how much the higher must win. */
    public double margin;

    /** Makes a loss with Python's defaults: the mean over all elements. */
    public MarginRankingLoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options margin, reduction
     */
    public MarginRankingLoss(Consumer<Options> options) {
        Options chosen = new Options();
        options.accept(chosen);
        reduction = chosen.reduction();
        margin = chosen.margin;
    }

    @Override
    protected Tensor forward(Tensor input1, Tensor input2, Tensor target) {
        return F.marginRankingLoss(input1, input2, target, margin, reduction);
    }

    /** Options of this loss. */
    public static final class Options extends LossOptions<Options> {
        double margin = 0;

        private Options() {}

        /**
         * By how much the higher must win.
         *
         * @param margin the value; {@code 0} by default
         * @return this
         */
        public Options margin(double margin) {
            this.margin = margin;
            return this;
        }
    }
}
