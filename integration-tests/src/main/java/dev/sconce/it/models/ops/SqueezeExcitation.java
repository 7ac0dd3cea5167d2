package dev.sconce.it.models.ops;

import dev.sconce.nn.AdaptiveAvgPool2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Layer;
import dev.sconce.nn.RegisteredAs;
import dev.sconce.torch.Tensor;

/** Weighs the channels by what all pixels say: {@code torchvision.ops.misc.SqueezeExcitation}. */
public final class SqueezeExcitation extends Layer {
    final AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(1);
    final Conv2d fc1;
    final Conv2d fc2;
    final Layer activation;

    @RegisteredAs("scale_activation")
    final Layer scaleActivation;

    /**
     * Makes the block.
     *
     * @param inputChannels the channels of the image
     * @param squeezeChannels the features that they are squeezed into
     * @param activation what those go through
     * @param scaleActivation what the weights go through
     */
    public SqueezeExcitation(long inputChannels, long squeezeChannels, Layer activation, Layer scaleActivation) {
        fc1 = new Conv2d(inputChannels, squeezeChannels, 1);
        fc2 = new Conv2d(squeezeChannels, inputChannels, 1);
        this.activation = activation;
        this.scaleActivation = scaleActivation;
    }

    private Tensor scale(Tensor input) {
        Tensor scale = avgpool.call(input);
        scale = fc1.call(scale);
        scale = activation.call(scale);
        scale = fc2.call(scale);
        return scaleActivation.call(scale);
    }

    @Override
    protected Tensor forward(Tensor input) {
        return scale(input).mul(input);
    }
}
