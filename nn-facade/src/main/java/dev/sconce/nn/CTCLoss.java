package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * The connectionist temporal classification loss of a sequence of log probabilities with a shorter sequence of classes.
 *
 * <p>Arguments of {@code call}: log probabilities {@code (T, N, C)}, targets {@code (N, S)} or all in one row, and the
 * lengths of each, as tensors or as {@code long[]}.
 */
public class CTCLoss extends ModuleN<Tensor> {
    /** The class of no label. */
    public long blank;

    /** How the losses of the samples become the result. */
    public String reduction;

    /** Whether infinite losses, of targets that are too long, count as zero. */
    public boolean zeroInfinity;

    /** Makes a loss with Python's defaults: blank 0, mean. */
    public CTCLoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options blank, zeroInfinity, reduction
     */
    public CTCLoss(Consumer<Options> options) {
        Options chosen = new Options();
        options.accept(chosen);
        blank = chosen.blank;
        zeroInfinity = chosen.zeroInfinity;
        reduction = chosen.reduction();
    }

    @Override
    protected Tensor forward(Arguments arguments) {
        Tensor logProbs = arguments.get(0, "log_probs", null);
        Tensor targets = arguments.get(1, "targets", null);
        Object inputLengths = arguments.get(2, "input_lengths", null);
        Object targetLengths = arguments.get(3, "target_lengths", null);
        if (inputLengths instanceof long[] inputs && targetLengths instanceof long[] outputs) {
            return F.ctcLoss(logProbs, targets, inputs, outputs, blank, reduction, zeroInfinity);
        }
        return F.ctcLoss(
                logProbs, targets, (Tensor) inputLengths, (Tensor) targetLengths, blank, reduction, zeroInfinity);
    }

    /** Options of this loss. */
    public static final class Options extends LossOptions<Options> {
        long blank = 0;
        boolean zeroInfinity = false;

        private Options() {}

        /**
         * The class of no label.
         *
         * @param blank the value; {@code 0} by default
         * @return this
         */
        public Options blank(long blank) {
            this.blank = blank;
            return this;
        }

        /**
         * Whether infinite losses, of targets that are too long, count as zero.
         *
         * @param zeroInfinity the value; {@code false} by default
         * @return this
         */
        public Options zeroInfinity(boolean zeroInfinity) {
            this.zeroInfinity = zeroInfinity;
            return this;
        }
    }
}
