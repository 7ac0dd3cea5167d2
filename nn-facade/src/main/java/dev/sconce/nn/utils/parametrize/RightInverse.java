package dev.sconce.nn.utils.parametrize;

import dev.sconce.torch.Tensor;

/** A parametrization that can say what to begin with: {@code right_inverse} that returns one tensor. */
public interface RightInverse {
    /**
     * Finds an original for a value.
     *
     * @param value what the parametrized tensor should be
     * @return a tensor that the parametrization turns into it, or into what is near
     * @throws UnsupportedOperationException if there is no way back ({@code NotImplementedError}); where a parametrization
     *     is registered, the value itself is then taken
     */
    Tensor rightInverse(Tensor value);
}
