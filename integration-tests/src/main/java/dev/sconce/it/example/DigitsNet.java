package dev.sconce.it.example;

import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Dropout;
import dev.sconce.nn.Flatten;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.MaxPool2d;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.torch.Tensor;

/** The class {@code DigitsNet} of {@code digits_net.py}: images of 1x8x8 to the scores of ten digits. */
public final class DigitsNet extends Layer {
    final Sequential features = new Sequential(
            new Conv2d(1, 16, 3, c -> c.padding(1).bias(false)),
            new BatchNorm2d(16),
            new ReLU(),
            new MaxPool2d(2),
            new Conv2d(16, 32, 3, c -> c.padding(1).bias(false)),
            new BatchNorm2d(32),
            new ReLU(),
            new MaxPool2d(2));

    final Sequential classifier =
            new Sequential(new Flatten(), new Dropout(0.25), new Linear(128, 64), new ReLU(), new Linear(64, 10));

    @Override
    protected Tensor forward(Tensor x) {
        return classifier.call(features.call(x));
    }
}
