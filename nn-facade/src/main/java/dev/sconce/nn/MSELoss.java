package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * The mean squared error.
 */
public class MSELoss extends Loss {
    /** Makes a loss with Python's defaults: the mean over all elements. */
    public MSELoss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options reduction
     */
    public MSELoss(Consumer<ReductionOptions> options) {
        super(ReductionOptions.of(options));
    }

    @Override
    protected Tensor forward(Tensor input, Tensor target) {
        return F.mseLoss(input, target, reduction);
    }
}
