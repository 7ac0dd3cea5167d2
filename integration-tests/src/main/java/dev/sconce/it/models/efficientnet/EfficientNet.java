package dev.sconce.it.models.efficientnet;

import dev.sconce.it.models.ops.Conv2dNormActivation;
import dev.sconce.nn.AdaptiveAvgPool2d;
import dev.sconce.nn.Dropout;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.SiLU;
import dev.sconce.torch.Tensor;
import java.util.List;

/** {@code torchvision.models.efficientnet.EfficientNet}, for images of 3 channels and 1000 classes. */
public final class EfficientNet extends Layer {
    final Sequential features = new Sequential();
    final AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(1);
    final Sequential classifier;

    private EfficientNet(List<MBConvConfig> setting, double dropout, double stochasticDepthProb) {
        // building first layer
        long first = setting.get(0).inputChannels();
        features.append(new Conv2dNormActivation(3, first, 3, 2, 1, n -> {}, new SiLU(true)));

        // building inverted residual blocks
        double totalStageBlocks =
                setting.stream().mapToInt(MBConvConfig::numLayers).sum();
        int stageBlockId = 0;
        for (MBConvConfig cnf : setting) {
            Sequential stage = new Sequential();
            for (int i = 0; i < cnf.numLayers(); i++) {
                // adjust stochastic depth probability based on the depth of the stage block
                double sdProb = stochasticDepthProb * stageBlockId++ / totalStageBlocks;
                stage.append(new MBConv(i == 0 ? cnf : cnf.following(), sdProb));
            }
            features.append(stage);
        }

        // building last several layers
        long lastIn = setting.get(setting.size() - 1).outChannels();
        long lastOut = 4 * lastIn;
        features.append(new Conv2dNormActivation(lastIn, lastOut, 1, 1, 1, n -> {}, new SiLU(true)));
        classifier = new Sequential(new Dropout(dropout, true), new Linear(lastOut, 1000));
    }

    /**
     * The smallest one ({@code torchvision.models.efficientnet_b0()}).
     *
     * @param dropout the probability of a hidden feature to be dropped, 0.2 in torchvision
     * @param stochasticDepthProb the probability of the last block to be dropped, 0.2 in torchvision
     * @return the network, in train mode
     */
    public static EfficientNet b0(double dropout, double stochasticDepthProb) {
        var setting = List.of(
                new MBConvConfig(1, 3, 1, 32, 16, 1),
                new MBConvConfig(6, 3, 2, 16, 24, 2),
                new MBConvConfig(6, 5, 2, 24, 40, 2),
                new MBConvConfig(6, 3, 2, 40, 80, 3),
                new MBConvConfig(6, 5, 1, 80, 112, 3),
                new MBConvConfig(6, 5, 2, 112, 192, 4),
                new MBConvConfig(6, 3, 1, 192, 320, 1));
        return new EfficientNet(setting, dropout, stochasticDepthProb);
    }

    @Override
    protected Tensor forward(Tensor x) {
        x = features.call(x);

        x = avgpool.call(x);
        x = x.flatten(1);

        return classifier.call(x);
    }
}
