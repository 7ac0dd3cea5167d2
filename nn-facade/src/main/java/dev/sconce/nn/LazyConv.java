package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TorchException;

/** What the lazy convolutions share ({@code _LazyConvXdMixin}). */
final class LazyConv {
    private LazyConv() {}

    /** Finds the number of input channels, and draws the parameters. */
    static void initialize(ConvNd conv, Tensor input) {
        if (!UninitializedTensor.isAnyOf(conv)) {
            return;
        }
        conv.inChannels = channels(conv, input);
        if (conv.inChannels % conv.groups != 0) {
            throw new IllegalArgumentException("in_channels must be divisible by groups");
        }
        UninitializedTensor.materialize(conv.weight, conv.weightShape());
        UninitializedTensor.materialize(conv.bias, conv.outChannels);
        conv.resetParameters();
    }

    private static long channels(ConvNd conv, Tensor input) {
        int batched = conv.kernelSize.length + 2;
        if (input.dim() != batched && input.dim() != batched - 1) {
            throw new TorchException("Expected " + (batched - 1) + "D (unbatched) or " + batched
                    + "D (batched) input to " + conv.getName() + ", but got input of size: "
                    + PyText.size(input.shape()));
        }
        return input.size(input.dim() == batched ? 1 : 0);
    }
}
