package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * The mean absolute error.
 */
public class L1Loss extends Loss {
    /** Makes a loss with Python's defaults: the mean over all elements. */
    public L1Loss() {
        this(options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param options reduction
     */
    public L1Loss(Consumer<ReductionOptions> options) {
        super(ReductionOptions.of(options));
    }

    @Override
    protected Tensor forward(Tensor input, Tensor target) {
        return F.l1Loss(input, target, reduction);
    }
}
