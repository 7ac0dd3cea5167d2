package dev.sconce.it.models.bert;

import static dev.sconce.torch.Torch.slice;

import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Tanh;
import dev.sconce.torch.Tensor;

/** {@code BertPooler}: the features of the first token stand for the text. */
final class BertPooler extends Layer {
    final Linear dense;
    final Tanh activation = new Tanh();

    BertPooler(BertConfig config) {
        dense = new Linear(config.hiddenSize(), config.hiddenSize());
    }

    @Override
    protected Tensor forward(Tensor hiddenStates) {
        Tensor firstTokenTensor = hiddenStates.get(slice(), 0);
        Tensor pooledOutput = dense.call(firstTokenTensor);
        return activation.call(pooledOutput);
    }
}
