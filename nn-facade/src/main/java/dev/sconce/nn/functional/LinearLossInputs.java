package dev.sconce.nn.functional;

import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a chunked linear cross entropy.
 *
 * @param input samples, of shape {@code (N, F)}
 * @param linearWeight of shape {@code (C, F)}
 * @param target class numbers, of shape {@code (N)}
 * @param linearBias of shape {@code (C)}, or null
 * @param weight a factor for each class, or null
 */
record LinearLossInputs(
        Tensor input,
        Tensor linearWeight,
        Tensor target,
        @Nullable Tensor linearBias,
        @Nullable Tensor weight) {
    /** All that are there, in order. */
    Tensor[] toArray() {
        List<Tensor> tensors = new ArrayList<>(List.of(input, linearWeight, target));
        if (linearBias != null) {
            tensors.add(linearBias);
        }
        if (weight != null) {
            tensors.add(weight);
        }
        return tensors.toArray(Tensor[]::new);
    }

    /** The same inputs from what {@link #toArray} made, perhaps of other tensors. */
    LinearLossInputs like(List<Tensor> tensors) {
        return new LinearLossInputs(
                tensors.get(0),
                tensors.get(1),
                tensors.get(2),
                linearBias == null ? null : tensors.get(3),
                weight == null ? null : tensors.get(tensors.size() - 1));
    }

    /** Without history. */
    LinearLossInputs detached() {
        return new LinearLossInputs(
                input.detach(),
                linearWeight.detach(),
                target,
                linearBias == null ? null : linearBias.detach(),
                weight == null ? null : weight.detach());
    }
}
