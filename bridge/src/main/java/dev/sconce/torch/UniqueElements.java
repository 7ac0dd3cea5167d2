package dev.sconce.torch;

import org.jspecify.annotations.Nullable;

/**
 * What {@code unique} and {@code uniqueConsecutive} found.
 *
 * @param output the elements, each once
 * @param inverseIndices where each element of the input is in the output; null if it was not asked for
 * @param counts how often each element occurs; null if it was not asked for
 */
public record UniqueElements(
        Tensor output,
        @Nullable Tensor inverseIndices,
        @Nullable Tensor counts) {
    static UniqueElements of(Tensor input, boolean sorted, boolean inverse, boolean counts, @Nullable Long dim) {
        var found = dim == null
                ? TorchFunctional.results("aten::_unique2", input, sorted, inverse, counts)
                : TorchFunctional.results("aten::unique_dim", input, dim, sorted, inverse, counts);
        return new UniqueElements(
                (Tensor) found.get(0), inverse ? (Tensor) found.get(1) : null, counts ? (Tensor) found.get(2) : null);
    }

    static UniqueElements consecutive(Tensor input, boolean inverse, boolean counts, @Nullable Long dim) {
        var found = TorchFunctional.results("aten::unique_consecutive", input, inverse, counts, dim);
        return new UniqueElements(
                (Tensor) found.get(0), inverse ? (Tensor) found.get(1) : null, counts ? (Tensor) found.get(2) : null);
    }
}
