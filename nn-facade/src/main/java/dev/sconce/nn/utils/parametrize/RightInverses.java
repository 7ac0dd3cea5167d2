package dev.sconce.nn.utils.parametrize;

import dev.sconce.torch.Tensor;
import java.util.List;

/**
 * A parametrization of several tensors, which can say what to begin with: {@code right_inverse} that returns a sequence.
 * Its module takes as many arguments. It can only be the first on a tensor.
 */
public interface RightInverses {
    /**
     * Finds originals for a value.
     *
     * @param value what the parametrized tensor should be
     * @return tensors that the parametrization turns into it, or into what is near
     */
    List<Tensor> rightInverse(Tensor value);
}
