package dev.sconce.it.bench;

import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.ReLU;
import dev.sconce.torch.Tensor;

/** 64-64-64-10, small enough for the cost of a call to show. */
final class Mlp extends Layer {
    final Linear hidden1 = new Linear(64, 64);
    final Linear hidden2 = new Linear(64, 64);
    final Linear output = new Linear(64, 10);
    final ReLU relu = new ReLU();

    @Override
    protected Tensor forward(Tensor x) {
        x = relu.call(hidden1.call(x));
        x = relu.call(hidden2.call(x));
        return output.call(x);
    }
}
