package dev.sconce.optim.swa;

import dev.sconce.torch.Tensor;

/** How one tensor of an {@link AveragedModel} follows the model's: Python's {@code avg_fn}. */
@FunctionalInterface
public interface AveragingFunction {
    /**
     * The next average.
     *
     * @param averaged the average so far
     * @param current the model's tensor
     * @param numAveraged how many models were averaged so far, an int64 of no dimensions
     * @return a new tensor
     */
    Tensor average(Tensor averaged, Tensor current, Tensor numAveraged);
}
