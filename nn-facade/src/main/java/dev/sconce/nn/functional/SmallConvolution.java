package dev.sconce.nn.functional;

import dev.sconce.torch.Autocast;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.NnOps;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import org.jspecify.annotations.Nullable;

/**
 * A convolution of one small image by large kernels, as libtorch's own matrix product.
 *
 * <p>libtorch leaves small single images to its own kernel, but only where the kernels are 3x3 at most
 * ({@code use_mkldnn} in {@code aten/src/ATen/native/Convolution.cpp}). oneDNN prepares each call anew, which takes
 * longer than such a convolution: the first of a LeNet 65 microseconds, where the product takes 19. From two million
 * multiplications on oneDNN is the faster one. With Python's libtorch the choice stays Python's, so that results are the
 * same to the last bit.
 */
final class SmallConvolution {
    private static final boolean ALLOWED = Torch.isLibtorchBundled();
    private static final long MOST_MULTIPLICATIONS = 1 << 19;

    private SmallConvolution() {}

    /** Convolves, or returns null where libtorch is to choose; whatever is wrong is left for it to say. */
    static @Nullable Tensor conv2d(
            Tensor input,
            Tensor weight,
            @Nullable Tensor bias,
            long[] stride,
            long[] padding,
            long[] dilation,
            long groups) {
        if (!ALLOWED || groups != 1 || !areOnes(dilation) || stride.length != 2 || padding.length != 2) {
            return null;
        }
        long[] kernels = weight.shape();
        if (kernels.length != 4 || kernels[2] <= 3 || kernels[3] <= 3) {
            return null;
        }
        long[] images = input.shape();
        if (images.length != 4 || images[0] != 1 || images[1] != kernels[1]) {
            return null;
        }
        long height = outputs(images[2], kernels[2], stride[0], padding[0]);
        long width = outputs(images[3], kernels[3], stride[1], padding[1]);
        boolean small = height > 0
                && width > 0
                && height * width <= MOST_MULTIPLICATIONS / (kernels[0] * kernels[1] * kernels[2] * kernels[3] + 1);
        if (!small || !isPlain(input) || !isPlain(weight) || !fits(bias, kernels[0]) || Autocast.isEnabled("cpu")) {
            return null;
        }
        return NnOps.thnnConv2d(input, weight, new long[] {kernels[2], kernels[3]}, bias, stride, padding);
    }

    private static boolean areOnes(long[] values) {
        return values.length == 2 && values[0] == 1 && values[1] == 1;
    }

    private static long outputs(long size, long kernel, long stride, long padding) {
        return stride < 1 || padding < 0 ? 0 : Math.floorDiv(size + 2 * padding - kernel, stride) + 1;
    }

    private static boolean isPlain(Tensor tensor) {
        if (tensor.dtype() != DType.FLOAT32 || !tensor.device().equals(Device.CPU)) {
            return false;
        }
        try {
            return tensor.isContiguous();
        } catch (RuntimeException e) {
            return false; // a sparse tensor, or one in oneDNN's own layout
        }
    }

    private static boolean fits(@Nullable Tensor bias, long channels) {
        return bias == null || (isPlain(bias) && bias.dim() == 1 && bias.size(0) == channels);
    }
}
