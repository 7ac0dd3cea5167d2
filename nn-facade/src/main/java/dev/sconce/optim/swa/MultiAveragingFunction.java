package dev.sconce.optim.swa;

import dev.sconce.torch.Tensor;
import java.util.List;

/** How many tensors of an {@link AveragedModel} follow the model's at once, in place: Python's {@code multi_avg_fn}. */
@FunctionalInterface
public interface MultiAveragingFunction {
    /**
     * Updates averages in place.
     *
     * @param averaged the averages so far, all of one device and dtype
     * @param current the model's tensors
     * @param numAveraged how many models were averaged so far, an int64 of no dimensions
     */
    void update(List<Tensor> averaged, List<Tensor> current, Tensor numAveraged);
}
