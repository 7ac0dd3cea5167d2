package dev.sconce.it.models;

import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Layer;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.torch.Tensor;

/** Two 3x3 convolutions, each with batch norm and ReLU: one level of a {@link UNet}. */
final class DoubleConv extends Layer {
    final Sequential doubleconv;

    DoubleConv(long inChannels, long outChannels) {
        doubleconv = new Sequential(
                new Conv2d(inChannels, outChannels, 3, c -> c.padding(1)),
                new BatchNorm2d(outChannels),
                new ReLU(true),
                new Conv2d(outChannels, outChannels, 3, c -> c.padding(1)),
                new BatchNorm2d(outChannels),
                new ReLU(true));
    }

    @Override
    protected Tensor forward(Tensor x) {
        return doubleconv.call(x);
    }
}
