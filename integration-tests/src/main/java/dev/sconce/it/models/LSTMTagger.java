package dev.sconce.it.models;

import dev.sconce.nn.Embedding;
import dev.sconce.nn.LSTM;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module2;
import dev.sconce.nn.RegisteredAs;
import dev.sconce.nn.utils.rnn.Rnn;
import dev.sconce.torch.Tensor;

/** The tagger of {@code small_models.py}: a tag for each word of sentences of unequal lengths. */
public final class LSTMTagger extends Module2<Tensor, Tensor, Tensor> {
    @RegisteredAs("word_embeddings")
    final Embedding wordEmbeddings;

    final LSTM lstm;

    @RegisteredAs("hidden2tag")
    final Linear hiddenToTag;

    /**
     * Makes the network.
     *
     * @param vocabulary the number of words; word 0 fills up the short sentences
     * @param tags the number of tags
     * @param width the features of a word, and of each direction of the LSTM
     */
    public LSTMTagger(long vocabulary, long tags, long width) {
        wordEmbeddings = new Embedding(vocabulary, width, e -> e.paddingIdx(0L));
        lstm = new LSTM(width, width, r -> r.numLayers(2).batchFirst(true).bidirectional(true));
        hiddenToTag = new Linear(2 * width, tags);
    }

    @Override
    protected Tensor forward(Tensor sentences, Tensor lengths) {
        var embeds = wordEmbeddings.call(sentences);
        var packed = Rnn.packPaddedSequence(embeds, lengths, true, false);
        var lstmOut = lstm.call(packed).output();
        var padded = Rnn.padPackedSequence(lstmOut, true, 0, null).output();
        return hiddenToTag.call(padded);
    }
}
