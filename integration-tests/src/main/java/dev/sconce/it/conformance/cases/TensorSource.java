package dev.sconce.it.conformance.cases;

import dev.sconce.nn.Parameter;
import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** Where the tensors of a case come from. The same index gives the same object. */
public interface TensorSource {

    /**
     * A tensor of the table.
     *
     * @param index its place in the table
     * @return the tensor, or null for a lazy parameter that has no values yet
     */
    @Nullable
    Tensor tensor(int index);

    /**
     * A tensor of the table as a parameter.
     *
     * @param index its place in the table
     * @return the parameter
     */
    Parameter parameter(int index);
}
