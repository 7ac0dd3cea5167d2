package dev.sconce.it.models;

import dev.sconce.nn.AdaptiveAvgPool2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Dropout;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.MaxPool2d;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.torch.Tensor;

/** {@code torchvision.models.alexnet.AlexNet}, with a classifier of any width. */
public final class AlexNet extends Layer {
    final Sequential features = new Sequential(
            new Conv2d(3, 64, 11, c -> c.stride(4).padding(2)),
            new ReLU(true),
            new MaxPool2d(3, 2),
            new Conv2d(64, 192, 5, c -> c.padding(2)),
            new ReLU(true),
            new MaxPool2d(3, 2),
            new Conv2d(192, 384, 3, c -> c.padding(1)),
            new ReLU(true),
            new Conv2d(384, 256, 3, c -> c.padding(1)),
            new ReLU(true),
            new Conv2d(256, 256, 3, c -> c.padding(1)),
            new ReLU(true),
            new MaxPool2d(3, 2));
    final AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(6, 6);
    final Sequential classifier;

    /**
     * Makes the network.
     *
     * @param width the width of the hidden layers, 4096 in torchvision
     * @param dropout the probability of a hidden feature to be dropped, 0.5 in torchvision
     */
    public AlexNet(long width, double dropout) {
        classifier = new Sequential(
                new Dropout(dropout),
                new Linear(256 * 6 * 6, width),
                new ReLU(true),
                new Dropout(dropout),
                new Linear(width, width),
                new ReLU(true),
                new Linear(width, 1000));
    }

    @Override
    protected Tensor forward(Tensor x) {
        x = features.call(x);
        x = avgpool.call(x);
        x = x.flatten(1);
        return classifier.call(x);
    }
}
