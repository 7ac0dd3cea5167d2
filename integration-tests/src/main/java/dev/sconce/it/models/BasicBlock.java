package dev.sconce.it.models;

import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Layer;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** Two 3x3 convolutions and a way around them: {@code torchvision.models.resnet.BasicBlock}. */
public final class BasicBlock extends Layer {
    final Conv2d conv1;
    final BatchNorm2d bn1;
    final ReLU relu = new ReLU(true);
    final Conv2d conv2;
    final BatchNorm2d bn2;
    final @Nullable Sequential downsample;

    /**
     * Makes a block.
     *
     * @param inplanes the channels that come in
     * @param planes the channels that go out
     * @param stride of the first convolution
     * @param downsample the way around, or null if the input is added as it is
     */
    public BasicBlock(long inplanes, long planes, long stride, @Nullable Sequential downsample) {
        conv1 = conv3x3(inplanes, planes, stride);
        bn1 = new BatchNorm2d(planes);
        conv2 = conv3x3(planes, planes, 1);
        bn2 = new BatchNorm2d(planes);
        this.downsample = downsample;
    }

    private static Conv2d conv3x3(long inplanes, long planes, long stride) {
        return new Conv2d(inplanes, planes, 3, c -> c.stride(stride).padding(1).bias(false));
    }

    @Override
    protected Tensor forward(Tensor x) {
        Tensor identity = x;

        Tensor out = conv1.call(x);
        out = bn1.call(out);
        out = relu.call(out);

        out = conv2.call(out);
        out = bn2.call(out);

        if (downsample != null) {
            identity = downsample.call(x);
        }

        out.add_(identity);
        return relu.call(out);
    }
}
