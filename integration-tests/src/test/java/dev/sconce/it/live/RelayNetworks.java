package dev.sconce.it.live;

import static dev.sconce.torch.Torch.relu;

import dev.sconce.it.models.BasicBlock;
import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Embedding;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.MaxPool2d;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.TransformerEncoder;
import dev.sconce.nn.TransformerEncoderLayer;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** The networks of {@code relay.py}, by the same names. */
final class RelayNetworks {
    private static final long CLASSES = 10;

    private RelayNetworks() {}

    static Layer make(String name) {
        Layer net = name.startsWith("resnet") ? new ReducedResNet() : new Classifier();
        if (name.endsWith("64")) {
            net.to(DType.FLOAT64);
        }
        return net;
    }

    /** A ResNet-18 with an eighth of the channels. */
    private static final class ReducedResNet extends Layer {
        final Conv2d conv1 = new Conv2d(3, 8, 7, c -> c.stride(2).padding(3).bias(false));
        final BatchNorm2d bn1 = new BatchNorm2d(8);
        final MaxPool2d maxpool = new MaxPool2d(3, 2, 1);
        final Sequential layer1 = layer(8, 8, 1);
        final Sequential layer2 = layer(8, 16, 2);
        final Sequential layer3 = layer(16, 32, 2);
        final Sequential layer4 = layer(32, 64, 2);
        final Linear fc = new Linear(64, CLASSES);

        private static Sequential layer(long inplanes, long planes, long stride) {
            @Nullable
            Sequential downsample = stride == 1
                    ? null
                    : new Sequential(
                            new Conv2d(
                                    inplanes, planes, 1, c -> c.stride(stride).bias(false)),
                            new BatchNorm2d(planes));
            return new Sequential(
                    new BasicBlock(inplanes, planes, stride, downsample), new BasicBlock(planes, planes, 1, null));
        }

        @Override
        protected Tensor forward(Tensor x) {
            x = maxpool.call(relu(bn1.call(conv1.call(x))));
            x = layer4.call(layer3.call(layer2.call(layer1.call(x))));
            return fc.call(x.mean(new long[] {2, 3}));
        }
    }

    /** Tokens to one of ten classes, by two layers of a transformer's encoder. */
    private static final class Classifier extends Layer {
        final Embedding embedding = new Embedding(50, 32);
        final TransformerEncoder encoder = new TransformerEncoder(
                new TransformerEncoderLayer(32, 4, o -> o.dimFeedforward(64)
                        .dropout(0.1)
                        .activation("gelu")
                        .batchFirst(true)),
                2);
        final Linear out = new Linear(32, CLASSES);

        @Override
        protected Tensor forward(Tensor x) {
            return out.call(encoder.call(embedding.call(x)).mean(1));
        }
    }
}
