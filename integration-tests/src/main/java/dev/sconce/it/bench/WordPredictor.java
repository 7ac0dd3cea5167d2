package dev.sconce.it.bench;

import dev.sconce.nn.Embedding;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.torch.Tensor;

/** One of 50,000 words from the mean of those around it. */
final class WordPredictor extends Layer {
    static final long WORDS = 50_000;

    final Embedding embedding = new Embedding(WORDS, 64);
    final Linear output = new Linear(64, WORDS);

    @Override
    protected Tensor forward(Tensor context) {
        return output.call(embedding.call(context).mean(1L));
    }
}
