package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * The logistic loss of labels 1 and -1.
 */
public class SoftMarginLoss extends Loss {
    /** Makes a loss with Python's defaults: the mean over all elements. */
    public SoftMarginLoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options reduction
     */
    public SoftMarginLoss(Consumer<ReductionOptions> options) {
        super(ReductionOptions.of(options));
    }

    @Override
    protected Tensor forward(Tensor input, Tensor target) {
        return F.softMarginLoss(input, target, reduction);
    }
}
