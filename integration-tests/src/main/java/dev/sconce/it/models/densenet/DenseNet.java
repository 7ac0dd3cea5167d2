package dev.sconce.it.models.densenet;

import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.MaxPool2d;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/** {@code torchvision.models.densenet.DenseNet}, for images of 3 channels and 1000 classes. */
public final class DenseNet extends Layer {
    private static final long BN_SIZE = 4;

    final Sequential features = new Sequential();
    final Linear classifier;

    private DenseNet(long growthRate, int[] blockConfig, long numInitFeatures) {
        // First convolution
        features.addModule(
                "conv0",
                new Conv2d(3, numInitFeatures, 7, c -> c.stride(2).padding(3).bias(false)));
        features.addModule("norm0", new BatchNorm2d(numInitFeatures));
        features.addModule("relu0", new ReLU(true));
        features.addModule("pool0", new MaxPool2d(3, 2, 1));

        // Each denseblock
        long numFeatures = numInitFeatures;
        for (int i = 0; i < blockConfig.length; i++) {
            int numLayers = blockConfig[i];
            features.addModule("denseblock" + (i + 1), new DenseBlock(numLayers, numFeatures, BN_SIZE, growthRate));
            numFeatures = numFeatures + numLayers * growthRate;
            if (i != blockConfig.length - 1) {
                features.addModule("transition" + (i + 1), new Transition(numFeatures, numFeatures / 2));
                numFeatures = numFeatures / 2;
            }
        }

        // Final batch norm
        features.addModule("norm5", new BatchNorm2d(numFeatures));

        // Linear layer
        classifier = new Linear(numFeatures, 1000);
    }

    /**
     * A DenseNet-121 ({@code torchvision.models.densenet121()}).
     *
     * @return the network, in train mode
     */
    public static DenseNet densenet121() {
        return new DenseNet(32, new int[] {6, 12, 24, 16}, 64);
    }

    @Override
    protected Tensor forward(Tensor x) {
        Tensor features = this.features.call(x);
        Tensor out = F.relu(features, true);
        out = F.adaptiveAvgPool2d(out, 1, 1);
        out = out.flatten(1);
        return classifier.call(out);
    }
}
