package dev.sconce.it.models;

import dev.sconce.nn.AdaptiveAvgPool2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Dropout;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.MaxPool2d;
import dev.sconce.nn.Module;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/** {@code torchvision.models.vgg.VGG}, with a classifier of any width. */
public final class VGG extends Layer {
    private static final int MAX_POOL = -1;
    private static final int[] CONFIGURATION_A = {
        64, MAX_POOL, 128, MAX_POOL, 256, 256, MAX_POOL, 512, 512, MAX_POOL, 512, 512, MAX_POOL
    };

    final Sequential features;
    final AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(7, 7);
    final Sequential classifier;

    private VGG(Sequential features, long width, double dropout) {
        this.features = features;
        classifier = new Sequential(
                new Linear(512 * 7 * 7, width),
                new ReLU(true),
                new Dropout(dropout),
                new Linear(width, width),
                new ReLU(true),
                new Dropout(dropout),
                new Linear(width, 1000));
    }

    /**
     * A VGG-11 ({@code torchvision.models.vgg11()}).
     *
     * @param width the width of the hidden layers, 4096 in torchvision
     * @param dropout the probability of a hidden feature to be dropped, 0.5 in torchvision
     * @return the network, in train mode
     */
    public static VGG vgg11(long width, double dropout) {
        return new VGG(makeLayers(CONFIGURATION_A), width, dropout);
    }

    private static Sequential makeLayers(int... configuration) {
        List<Module> layers = new ArrayList<>();
        int inChannels = 3;
        for (int v : configuration) {
            if (v == MAX_POOL) {
                layers.add(new MaxPool2d(2, 2));
            } else {
                layers.add(new Conv2d(inChannels, v, 3, c -> c.padding(1)));
                layers.add(new ReLU(true));
                inChannels = v;
            }
        }
        return new Sequential(layers);
    }

    @Override
    protected Tensor forward(Tensor x) {
        x = features.call(x);
        x = avgpool.call(x);
        x = x.flatten(1);
        return classifier.call(x);
    }
}
