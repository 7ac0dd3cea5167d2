package dev.sconce.it.models.bert;

import dev.sconce.nn.Layer;
import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/** {@code transformers.activations.GELUActivation}. */
final class GELUActivation extends Layer {
    @Override
    protected Tensor forward(Tensor input) {
        return F.gelu(input);
    }
}
