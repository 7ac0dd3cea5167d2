package dev.sconce.it.models.bert;

import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.RegisteredAs;
import dev.sconce.torch.Tensor;

/** {@code BertIntermediate}. */
final class BertIntermediate extends Layer {
    final Linear dense;

    @RegisteredAs("intermediate_act_fn")
    final GELUActivation intermediateActFn = new GELUActivation();

    BertIntermediate(BertConfig config) {
        dense = new Linear(config.hiddenSize(), config.intermediateSize());
    }

    @Override
    protected Tensor forward(Tensor hiddenStates) {
        hiddenStates = dense.call(hiddenStates);
        return intermediateActFn.call(hiddenStates);
    }
}
