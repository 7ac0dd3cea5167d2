package dev.sconce.it.models.bert;

import dev.sconce.nn.Dropout;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module2;
import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/** {@code BertSelfAttention}: what each token takes from the others; the mask says which there are. */
final class BertSelfAttention extends Module2<Tensor, Tensor, Tensor> {
    private final long attentionHeadSize;
    final Linear query;
    final Linear key;
    final Linear value;
    final Dropout dropout;

    BertSelfAttention(BertConfig config) {
        long size = config.hiddenSize();
        attentionHeadSize = size / config.numAttentionHeads();
        query = new Linear(size, size);
        key = new Linear(size, size);
        value = new Linear(size, size);
        dropout = new Dropout(config.dropout());
    }

    @Override
    protected Tensor forward(Tensor hiddenStates, Tensor attentionMask) {
        Tensor queryLayer = heads(query.call(hiddenStates));
        Tensor keyLayer = heads(key.call(hiddenStates));
        Tensor valueLayer = heads(value.call(hiddenStates));

        Tensor attnOutput = F.scaledDotProductAttention(
                queryLayer,
                keyLayer,
                valueLayer,
                attentionMask,
                isTraining() ? dropout.p.doubleValue() : 0.0,
                false,
                null,
                false);
        return attnOutput.transpose(1, 2).flatten(2);
    }

    /** (batch, tokens, features) as (batch, heads, tokens, features of a head). */
    private Tensor heads(Tensor states) {
        return states.view(states.size(0), states.size(1), -1, attentionHeadSize)
                .transpose(1, 2);
    }
}
