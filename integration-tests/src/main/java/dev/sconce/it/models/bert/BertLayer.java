package dev.sconce.it.models.bert;

import dev.sconce.nn.Module2;
import dev.sconce.torch.Tensor;

/** {@code BertLayer}. */
final class BertLayer extends Module2<Tensor, Tensor, Tensor> {
    final BertAttention attention;
    final BertIntermediate intermediate;
    final BertOutput output;

    BertLayer(BertConfig config) {
        attention = new BertAttention(config);
        intermediate = new BertIntermediate(config);
        output = new BertOutput(config);
    }

    @Override
    protected Tensor forward(Tensor hiddenStates, Tensor attentionMask) {
        Tensor attentionOutput = attention.call(hiddenStates, attentionMask);
        Tensor intermediateOutput = intermediate.call(attentionOutput);
        return output.call(intermediateOutput, attentionOutput);
    }
}
