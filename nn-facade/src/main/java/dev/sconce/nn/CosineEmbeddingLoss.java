package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * The loss of whether two inputs point the same way, for labels 1 and -1.
 */
public class CosineEmbeddingLoss extends Module3<Tensor, Tensor, Tensor, Tensor> {
    /** How the losses of the elements become the result. */
    public String reduction;

    /** The cosine from which on unlike inputs cost something. */
    public double margin;

    /** Makes a loss with Python's defaults: the mean over all elements. */
    public CosineEmbeddingLoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options margin, reduction
     */
    public CosineEmbeddingLoss(Consumer<Options> options) {
        Options chosen = new Options();
        options.accept(chosen);
        reduction = chosen.reduction();
        margin = chosen.margin;
    }

    @Override
    protected Tensor forward(Tensor input1, Tensor input2, Tensor target) {
        return F.cosineEmbeddingLoss(input1, input2, target, margin, reduction);
    }

    /** Options of this loss. */
    public static final class Options extends LossOptions<Options> {
        double margin = 0;

        private Options() {}

        /**
         * The cosine from which on unlike inputs cost something.
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
