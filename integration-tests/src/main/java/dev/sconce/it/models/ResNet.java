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
import org.jspecify.annotations.Nullable;

/**
 * {@code torchvision.models.resnet.ResNet} over {@link BasicBlock}s or {@link Bottleneck}s, for images of 3 channels and
 * 1000 classes.
 */
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

    private ResNet(Block block, long expansion, int... layers) {
        layer1 = makeLayer(block, expansion, 64, layers[0], 1);
        layer2 = makeLayer(block, expansion, 128, layers[1], 2);
        layer3 = makeLayer(block, expansion, 256, layers[2], 2);
        layer4 = makeLayer(block, expansion, 512, layers[3], 2);
        avgpool = new AdaptiveAvgPool2d(1, 1);
        fc = new Linear(512 * expansion, 1000);
    }

    /** The constructor of a block; Python passes the class. */
    @FunctionalInterface
    private interface Block {
        Layer make(long inplanes, long planes, long stride, @Nullable Sequential downsample);
    }

    /**
     * A ResNet-18 with fresh weights ({@code torchvision.models.resnet18()}).
     *
     * @return the network, in train mode
     */
    public static ResNet resnet18() {
        return new ResNet(BasicBlock::new, 1, 2, 2, 2, 2);
    }

    /**
     * A ResNet-34 with fresh weights ({@code torchvision.models.resnet34()}).
     *
     * @return the network, in train mode
     */
    public static ResNet resnet34() {
        return new ResNet(BasicBlock::new, 1, 3, 4, 6, 3);
    }

    /**
     * A ResNet-50 with fresh weights ({@code torchvision.models.resnet50()}).
     *
     * @return the network, in train mode
     */
    public static ResNet resnet50() {
        return new ResNet(Bottleneck::new, Bottleneck.EXPANSION, 3, 4, 6, 3);
    }

    private Sequential makeLayer(Block block, long expansion, long planes, int blocks, long stride) {
        Sequential downsample = null;
        if (stride != 1 || inplanes != planes * expansion) {
            downsample = new Sequential(
                    new Conv2d(inplanes, planes * expansion, 1, c -> c.stride(stride)
                            .bias(false)),
                    new BatchNorm2d(planes * expansion));
        }
        Sequential layer = new Sequential();
        layer.append(block.make(inplanes, planes, stride, downsample));
        inplanes = planes * expansion;
        for (int i = 1; i < blocks; i++) {
            layer.append(block.make(inplanes, planes, 1, null));
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
