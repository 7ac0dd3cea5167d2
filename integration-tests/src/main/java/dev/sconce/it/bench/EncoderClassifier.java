package dev.sconce.it.bench;

import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.TransformerEncoder;
import dev.sconce.nn.TransformerEncoderLayer;
import dev.sconce.torch.Tensor;

/** A transformer encoder of 4 layers, and a class from the mean of its tokens. */
final class EncoderClassifier extends Layer {
    final TransformerEncoder encoder =
            new TransformerEncoder(new TransformerEncoderLayer(128, 4, t -> t.dimFeedforward(256).batchFirst(true)), 4);
    final Linear output = new Linear(128, 10);

    @Override
    protected Tensor forward(Tensor x) {
        return output.call(encoder.call(x).mean(1L));
    }
}
