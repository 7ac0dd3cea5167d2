package dev.sconce.it.models;

import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Layer;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** A 3x3 convolution between two of 1x1, and a way around them: {@code torchvision.models.resnet.Bottleneck}. */
public final class Bottleneck extends Layer {
    static final long EXPANSION = 4;

    final Conv2d conv1;
    final BatchNorm2d bn1;
    final Conv2d conv2;
    final BatchNorm2d bn2;
    final Conv2d conv3;
    final BatchNorm2d bn3;
    final ReLU relu = new ReLU(true);
    final @Nullable Sequential downsample;

    Bottleneck(long inplanes, long planes, long stride, @Nullable Sequential downsample) {
        conv1 = new Conv2d(inplanes, planes, 1, c -> c.bias(false));
        bn1 = new BatchNorm2d(planes);
        conv2 = new Conv2d(planes, planes, 3, c -> c.stride(stride).padding(1).bias(false));
        bn2 = new BatchNorm2d(planes);
        conv3 = new Conv2d(planes, planes * EXPANSION, 1, c -> c.bias(false));
        bn3 = new BatchNorm2d(planes * EXPANSION);
        this.downsample = downsample;
    }

    @Override
    protected Tensor forward(Tensor x) {
        Tensor identity = x;

        Tensor out = conv1.call(x);
        out = bn1.call(out);
        out = relu.call(out);

        out = conv2.call(out);
        out = bn2.call(out);
        out = relu.call(out);

        out = conv3.call(out);
        out = bn3.call(out);

        if (downsample != null) {
            identity = downsample.call(x);
        }

        out.add_(identity);
        return relu.call(out);
    }
}
