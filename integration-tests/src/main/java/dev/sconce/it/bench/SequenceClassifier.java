package dev.sconce.it.bench;

import static dev.sconce.torch.Torch.slice;

import dev.sconce.nn.LSTM;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.torch.Tensor;

/** An LSTM, and a class from its last step. */
final class SequenceClassifier extends Layer {
    final LSTM lstm = new LSTM(64, 128, r -> r.batchFirst(true));
    final Linear output = new Linear(128, 10);

    @Override
    protected Tensor forward(Tensor x) {
        Tensor steps = lstm.call(x).output();
        return output.call(steps.get(slice(), -1));
    }
}
