package dev.sconce.it.models.ops;

import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Layer;
import dev.sconce.nn.NormOptions;
import dev.sconce.nn.Sequential;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A convolution, a batch norm and an activation: {@code torchvision.ops.misc.Conv2dNormActivation}. */
public final class Conv2dNormActivation extends Sequential {

    /**
     * Makes the block; the convolution keeps the size of the image but for the stride, and has no bias.
     *
     * @param inChannels the number of input channels
     * @param outChannels the number of output channels
     * @param kernelSize the length of the kernel
     * @param stride the step of the window
     * @param groups the groups of the convolution
     * @param norm options of the batch norm
     * @param activation the activation, or null for none
     */
    public Conv2dNormActivation(
            long inChannels,
            long outChannels,
            long kernelSize,
            long stride,
            long groups,
            Consumer<NormOptions> norm,
            @Nullable Layer activation) {
        super(
                new Conv2d(inChannels, outChannels, kernelSize, c -> c.stride(stride)
                        .padding((kernelSize - 1) / 2)
                        .groups(groups)
                        .bias(false)),
                new BatchNorm2d(outChannels, norm));
        if (activation != null) {
            append(activation);
        }
    }
}
