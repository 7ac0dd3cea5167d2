package dev.sconce.nn.utils;

import dev.sconce.torch.Slice;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/** Parameters as one vector and back: the functions of {@code torch.nn.utils.convert_parameters}. */
public final class ParameterVectors {
    private ParameterVectors() {}

    /**
     * Joins parameters.
     *
     * @param parameters the parameters
     * @return all their elements in one dimension
     */
    public static Tensor parametersToVector(Iterable<? extends Tensor> parameters) {
        List<Tensor> flat = new ArrayList<>();
        for (Tensor parameter : parameters) {
            flat.add(parameter.view(-1));
        }
        return Torch.cat(flat);
    }

    /**
     * Copies parts of a vector into parameters.
     *
     * @param vector all their elements in one dimension
     * @param parameters the parameters
     */
    public static void vectorToParameters(Tensor vector, Iterable<? extends Tensor> parameters) {
        long position = 0;
        for (Tensor parameter : parameters) {
            try (var scope = new TensorScope()) {
                long count = parameter.numel();
                parameter.setData(
                        vector.get(Slice.of(position, position + count)).viewAs(parameter));
                position += count;
            }
        }
    }
}
