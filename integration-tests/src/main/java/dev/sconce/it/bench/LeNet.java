package dev.sconce.it.bench;

import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.MaxPool2d;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.torch.Tensor;

/** For images of 3x32x32. */
final class LeNet extends Layer {
    final Sequential features = new Sequential(
            new Conv2d(3, 6, 5),
            new ReLU(),
            new MaxPool2d(2, 2),
            new Conv2d(6, 16, 5),
            new ReLU(),
            new MaxPool2d(2, 2));
    final Sequential classifier = new Sequential(
            new Linear(16 * 5 * 5, 120), new ReLU(), new Linear(120, 84), new ReLU(), new Linear(84, 10));

    @Override
    protected Tensor forward(Tensor x) {
        x = features.call(x);
        return classifier.call(x.view(-1, 16 * 5 * 5));
    }
}
