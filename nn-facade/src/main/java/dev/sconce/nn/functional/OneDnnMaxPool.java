package dev.sconce.nn.functional;

import dev.sconce.torch.Autograd;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.Layout;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Max pooling by oneDNN where nothing is recorded. {@code max_pool2d} always finds the indices that a backward pass would
 * need, and for images in the usual order it does so element by element; oneDNN's kernel for inference was measured at a
 * tenth of its time, the conversions and the look at the input included.
 *
 * <p>It gives the same bits, ties between zeros of two signs included, as long as all of the input is finite: only then it
 * is used. Its comparisons pass over NaN, and its windows begin at the smallest finite number.
 */
final class OneDnnMaxPool {
    /** Smaller inputs take as long as the conversions do. */
    private static final long WORTHWHILE_ELEMENTS = 1 << 15;

    private static final long[] ONE = {1, 1};

    private OneDnnMaxPool() {}

    /** The pooled images, or null if this way is not for them. */
    static @Nullable Tensor tryPool(
            Tensor input,
            long[] kernelSize,
            long @Nullable [] stride,
            long[] padding,
            long[] dilation,
            boolean ceilMode) {
        if (!fits(input)) {
            return null;
        }
        long[] kernel = pair(kernelSize);
        long[] steps = stride == null || stride.length == 0 ? kernel : pair(stride);
        long[] borders = pair(padding);
        if (!fits(input, kernel, steps, borders, dilation) || !Availability.AVAILABLE || !isFinite(input)) {
            return null;
        }
        try (Tensor blocked = input.toMkldnn();
                Tensor pooled = Torch.mkldnnMaxPool2d(blocked, kernel, steps, borders, ONE, ceilMode)) {
            return pooled.toDense();
        }
    }

    /** One number stands for both dimensions. */
    private static long[] pair(long[] sizes) {
        return sizes.length == 1 ? new long[] {sizes[0], sizes[0]} : sizes;
    }

    private static boolean fits(Tensor input) {
        return input.numel() >= WORTHWHILE_ELEMENTS
                && input.dim() == 4
                && !(input.requiresGrad() && Autograd.isEnabled())
                && input.dtype() == DType.FLOAT32
                && input.layout() == Layout.STRIDED
                && input.device().equals(Device.CPU)
                && input.isContiguous();
    }

    /** Whether the arguments are those that both ways take; errors are the other's to find. */
    private static boolean fits(Tensor input, long[] kernel, long[] stride, long[] padding, long[] dilation) {
        if (kernel.length != 2 || stride.length != 2 || padding.length != 2) {
            return false;
        }
        for (int i = 0; i < 2; i++) {
            long size = input.size(2 + i) + 2 * padding[i];
            if (kernel[i] < 1 || stride[i] < 1 || padding[i] < 0 || padding[i] > kernel[i] / 2 || size < kernel[i]) {
                return false;
            }
        }
        return Arrays.stream(dilation).allMatch(d -> d == 1);
    }

    /** NaN and the infinities make the sum one of them; a finite input whose sum overflows loses the short way alone. */
    private static boolean isFinite(Tensor input) {
        try (Tensor sum = input.sum()) {
            return Double.isFinite(sum.item());
        }
    }

    /** Asked once: x86-64, whose kernels are those that were compared, and a libtorch that has oneDNN. */
    private static final class Availability {
        static final boolean AVAILABLE = isX86() && hasOneDnn();

        private static boolean isX86() {
            String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
            return architecture.equals("amd64") || architecture.equals("x86_64");
        }

        private static boolean hasOneDnn() {
            try (Tensor one = Torch.ones(1, 1, 1, 1);
                    Tensor blocked = one.toMkldnn()) {
                return blocked.numel() == 1;
            } catch (TorchException e) {
                return false;
            }
        }
    }
}
