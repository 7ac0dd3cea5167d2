package dev.sconce.it.models.bert;

/**
 * The sizes of a BERT.
 *
 * @param vocabSize the number of tokens; token 0 fills up short texts
 * @param hiddenSize the features of a token
 * @param numHiddenLayers the number of layers
 * @param numAttentionHeads the number of attention heads
 * @param intermediateSize the features inside a layer
 * @param maxPositionEmbeddings the longest text
 * @param dropout both of transformers' probabilities of a feature to be dropped, 0.1 there
 */
public record BertConfig(
        long vocabSize,
        long hiddenSize,
        int numHiddenLayers,
        long numAttentionHeads,
        long intermediateSize,
        long maxPositionEmbeddings,
        double dropout) {

    static final double LAYER_NORM_EPS = 1e-12;

    /**
     * The sizes of the published base model.
     *
     * @return the defaults of transformers
     */
    public static BertConfig base() {
        return new BertConfig(30522, 768, 12, 12, 3072, 512, 0.1);
    }
}
