package dev.sconce.it.models.gpt2;

import static dev.sconce.torch.Torch.tanh;

import dev.sconce.nn.Layer;
import dev.sconce.torch.Tensor;

/** GELU by the hyperbolic tangent: {@code transformers.activations.NewGELUActivation}. */
final class NewGELUActivation extends Layer {
    @Override
    protected Tensor forward(Tensor input) {
        Tensor inner = input.add(input.pow(3.0).mul(0.044715)).mul(Math.sqrt(2.0 / Math.PI));
        return input.mul(0.5).mul(tanh(inner).add(1.0));
    }
}
