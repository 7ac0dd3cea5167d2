package dev.sconce.it.models.bert;

import dev.sconce.nn.Module2;
import dev.sconce.torch.Tensor;

/** {@code BertAttention}. */
final class BertAttention extends Module2<Tensor, Tensor, Tensor> {
    final BertSelfAttention self;
    final BertSelfOutput output;

    BertAttention(BertConfig config) {
        self = new BertSelfAttention(config);
        output = new BertSelfOutput(config);
    }

    @Override
    protected Tensor forward(Tensor hiddenStates, Tensor attentionMask) {
        Tensor attentionOutput = self.call(hiddenStates, attentionMask);
        return output.call(attentionOutput, hiddenStates);
    }
}
