package dev.sconce.it.models.bert;

import dev.sconce.nn.Dropout;
import dev.sconce.nn.LayerNorm;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module2;
import dev.sconce.nn.RegisteredAs;
import dev.sconce.torch.Tensor;

/** {@code BertSelfOutput}: what follows the attention, and the way around it. */
final class BertSelfOutput extends Module2<Tensor, Tensor, Tensor> {
    final Linear dense;

    @RegisteredAs("LayerNorm")
    final LayerNorm layerNorm;

    final Dropout dropout;

    BertSelfOutput(BertConfig config) {
        dense = new Linear(config.hiddenSize(), config.hiddenSize());
        layerNorm = new LayerNorm(config.hiddenSize(), n -> n.eps(BertConfig.LAYER_NORM_EPS));
        dropout = new Dropout(config.dropout());
    }

    @Override
    protected Tensor forward(Tensor hiddenStates, Tensor inputTensor) {
        hiddenStates = dense.call(hiddenStates);
        hiddenStates = dropout.call(hiddenStates);
        return layerNorm.call(hiddenStates.add(inputTensor));
    }
}
