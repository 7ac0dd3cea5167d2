package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * The hinge loss of several classes for each sample.
 */
public class MultiLabelMarginLoss extends Loss {
    /** Makes a loss with Python's defaults: the mean over all elements. */
    public MultiLabelMarginLoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options reduction
     */
    public MultiLabelMarginLoss(Consumer<ReductionOptions> options) {
        super(ReductionOptions.of(options));
    }

    @Override
    protected Tensor forward(Tensor input, Tensor target) {
        return F.multilabelMarginLoss(input, target, reduction);
    }
}
