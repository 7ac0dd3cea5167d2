package dev.sconce.it.models.bert;

import dev.sconce.nn.Module2;
import dev.sconce.nn.ModuleList;
import dev.sconce.torch.Tensor;

/** {@code BertEncoder}. */
final class BertEncoder extends Module2<Tensor, Tensor, Tensor> {
    final ModuleList<BertLayer> layer = new ModuleList<>();

    BertEncoder(BertConfig config) {
        for (int i = 0; i < config.numHiddenLayers(); i++) {
            layer.append(new BertLayer(config));
        }
    }

    @Override
    protected Tensor forward(Tensor hiddenStates, Tensor attentionMask) {
        for (BertLayer layerModule : layer) {
            hiddenStates = layerModule.call(hiddenStates, attentionMask);
        }
        return hiddenStates;
    }
}
