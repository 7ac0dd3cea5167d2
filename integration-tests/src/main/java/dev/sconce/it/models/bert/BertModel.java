package dev.sconce.it.models.bert;

import static dev.sconce.torch.Torch.slice;

import dev.sconce.nn.Module3;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;

/**
 * {@code transformers.models.bert.modeling_bert.BertModel}. Its arguments are the tokens, 1 for each that is one and 0 for
 * each that fills up, and the types of the tokens.
 */
public final class BertModel extends Module3<Tensor, Tensor, Tensor, BertModel.Output> {
    final BertEmbeddings embeddings;
    final BertEncoder encoder;
    final BertPooler pooler;

    /**
     * Makes the network.
     *
     * @param config its sizes
     */
    public BertModel(BertConfig config) {
        embeddings = new BertEmbeddings(config);
        encoder = new BertEncoder(config);
        pooler = new BertPooler(config);
    }

    /**
     * What the network returns.
     *
     * @param lastHiddenState the features of each token
     * @param poolerOutput the features of the text
     */
    public record Output(Tensor lastHiddenState, Tensor poolerOutput) {}

    @Override
    protected Output forward(Tensor inputIds, Tensor attentionMask, Tensor tokenTypeIds) {
        Tensor embeddingOutput = embeddings.call(inputIds, tokenTypeIds);
        Tensor mask = attentionMask.to(DType.BOOL).get(slice(), null, null, slice());
        Tensor sequenceOutput = encoder.call(embeddingOutput, mask);
        return new Output(sequenceOutput, pooler.call(sequenceOutput));
    }
}
