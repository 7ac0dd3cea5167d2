package dev.sconce.it.models;

import dev.sconce.nn.AdaptiveAvgPool2d;
import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.MaxPool2d;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.torch.Tensor;

/** {@code torchvision.models.resnet.ResNet} over {@link BasicBlock}s, for images of 3 channels and 1000 classes. */
public final class ResNet extends Layer {
    private long inplanes = 64;

    final Conv2d conv1 = new Conv2d(3, inplanes, 7, c -> c.stride(2).padding(3).bias(false));
    final BatchNorm2d bn1 = new BatchNorm2d(inplanes);
    final ReLU relu = new ReLU(true);
    final MaxPool2d maxpool = new MaxPool2d(3, 2, 1);
    final Sequential layer1;
    final Sequential layer2;
    final Sequential layer3;
    final Sequential layer4;
    final AdaptiveAvgPool2d avgpool;
    final Linear fc;

    private ResNet(int... blocks) {
        layer1 = makeLayer(64, blocks[0], 1);
        layer2 = makeLayer(128, blocks[1], 2);
        layer3 = makeLayer(256, blocks[2], 2);
        layer4 = makeLayer(512, blocks[3], 2);
        avgpool = new AdaptiveAvgPool2d(1, 1);
        fc = new Linear(512, 1000);
    }

    /**
     * A ResNet-18 with fresh weights ({@code torchvision.models.resnet18()}).
     *
     * @return the network, in train mode
     */
    public static ResNet resnet18() {
        return new ResNet(2, 2, 2, 2);
    }

    private Sequential makeLayer(long planes, int blocks, long stride) {
        Sequential downsample = null;
        if (stride != 1 || inplanes != planes) {
            downsample = new Sequential(
                    new Conv2d(inplanes, planes, 1, c -> c.stride(stride).bias(false)), new BatchNorm2d(planes));
        }
        Sequential layer = new Sequential();
        layer.append(new BasicBlock(inplanes, planes, stride, downsample));
        inplanes = planes;
        for (int i = 1; i < blocks; i++) {
            layer.append(new BasicBlock(inplanes, planes, 1, null));
        }
        return layer;
    }

    @Override
    protected Tensor forward(Tensor x) {
        x = conv1.call(x);
        x = bn1.call(x);
        x = relu.call(x);
        x = maxpool.call(x);

        x = layer1.call(x);
        x = layer2.call(x);
        x = layer3.call(x);
        x = layer4.call(x);

        x = avgpool.call(x);
        x = x.flatten(1);
        return fc.call(x);
    }
}
