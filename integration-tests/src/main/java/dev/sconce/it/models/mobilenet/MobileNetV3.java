package dev.sconce.it.models.mobilenet;

import dev.sconce.it.models.ops.Conv2dNormActivation;
import dev.sconce.nn.AdaptiveAvgPool2d;
import dev.sconce.nn.Dropout;
import dev.sconce.nn.Hardswish;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.NormOptions;
import dev.sconce.nn.Sequential;
import dev.sconce.torch.Tensor;
import java.util.List;

/** {@code torchvision.models.mobilenetv3.MobileNetV3}, for images of 3 channels and 1000 classes. */
public final class MobileNetV3 extends Layer {
    final Sequential features = new Sequential();
    final AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(1);
    final Sequential classifier;

    private MobileNetV3(List<InvertedResidualConfig> setting, long lastChannel, double dropout) {
        // building first layer
        long first = setting.get(0).inputChannels();
        features.append(new Conv2dNormActivation(3, first, 3, 2, 1, MobileNetV3::norm, new Hardswish(true)));

        // building inverted residual blocks
        for (InvertedResidualConfig cnf : setting) {
            features.append(new InvertedResidual(cnf, MobileNetV3::norm));
        }

        // building last several layers
        long lastIn = setting.get(setting.size() - 1).outChannels();
        long lastOut = 6 * lastIn;
        features.append(new Conv2dNormActivation(lastIn, lastOut, 1, 1, 1, MobileNetV3::norm, new Hardswish(true)));
        classifier = new Sequential(
                new Linear(lastOut, lastChannel),
                new Hardswish(true),
                new Dropout(dropout, true),
                new Linear(lastChannel, 1000));
    }

    /**
     * The large one ({@code torchvision.models.mobilenet_v3_large()}).
     *
     * @param dropout the probability of a hidden feature to be dropped, 0.2 in torchvision
     * @return the network, in train mode
     */
    public static MobileNetV3 large(double dropout) {
        var setting = List.of(
                InvertedResidualConfig.of(16, 3, 16, 16, false, "RE", 1),
                InvertedResidualConfig.of(16, 3, 64, 24, false, "RE", 2), // C1
                InvertedResidualConfig.of(24, 3, 72, 24, false, "RE", 1),
                InvertedResidualConfig.of(24, 5, 72, 40, true, "RE", 2), // C2
                InvertedResidualConfig.of(40, 5, 120, 40, true, "RE", 1),
                InvertedResidualConfig.of(40, 5, 120, 40, true, "RE", 1),
                InvertedResidualConfig.of(40, 3, 240, 80, false, "HS", 2), // C3
                InvertedResidualConfig.of(80, 3, 200, 80, false, "HS", 1),
                InvertedResidualConfig.of(80, 3, 184, 80, false, "HS", 1),
                InvertedResidualConfig.of(80, 3, 184, 80, false, "HS", 1),
                InvertedResidualConfig.of(80, 3, 480, 112, true, "HS", 1),
                InvertedResidualConfig.of(112, 3, 672, 112, true, "HS", 1),
                InvertedResidualConfig.of(112, 5, 672, 160, true, "HS", 2), // C4
                InvertedResidualConfig.of(160, 5, 960, 160, true, "HS", 1),
                InvertedResidualConfig.of(160, 5, 960, 160, true, "HS", 1));
        return new MobileNetV3(setting, 1280, dropout); // C5
    }

    /**
     * The small one ({@code torchvision.models.mobilenet_v3_small()}).
     *
     * @param dropout the probability of a hidden feature to be dropped, 0.2 in torchvision
     * @return the network, in train mode
     */
    public static MobileNetV3 small(double dropout) {
        var setting = List.of(
                InvertedResidualConfig.of(16, 3, 16, 16, true, "RE", 2), // C1
                InvertedResidualConfig.of(16, 3, 72, 24, false, "RE", 2), // C2
                InvertedResidualConfig.of(24, 3, 88, 24, false, "RE", 1),
                InvertedResidualConfig.of(24, 5, 96, 40, true, "HS", 2), // C3
                InvertedResidualConfig.of(40, 5, 240, 40, true, "HS", 1),
                InvertedResidualConfig.of(40, 5, 240, 40, true, "HS", 1),
                InvertedResidualConfig.of(40, 5, 120, 48, true, "HS", 1),
                InvertedResidualConfig.of(48, 5, 144, 48, true, "HS", 1),
                InvertedResidualConfig.of(48, 5, 288, 96, true, "HS", 2), // C4
                InvertedResidualConfig.of(96, 5, 576, 96, true, "HS", 1),
                InvertedResidualConfig.of(96, 5, 576, 96, true, "HS", 1));
        return new MobileNetV3(setting, 1024, dropout); // C5
    }

    private static void norm(NormOptions options) {
        options.eps(0.001).momentum(0.01);
    }

    @Override
    protected Tensor forward(Tensor x) {
        x = features.call(x);

        x = avgpool.call(x);
        x = x.flatten(1);

        return classifier.call(x);
    }
}
