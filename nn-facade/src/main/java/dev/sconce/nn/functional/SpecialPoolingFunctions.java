package dev.sconce.nn.functional;

import dev.sconce.nn.internal.PyText;
import dev.sconce.nn.internal.Sizes;
import dev.sconce.torch.NnOps;
import dev.sconce.torch.Results;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Pooling by norms, at random places, and back. */
public abstract class SpecialPoolingFunctions extends PoolingFunctions {
    private static final long[] ZERO = {0};
    private static final long[] ONE = {1};

    SpecialPoolingFunctions() {}

    /** The p-norm of each window over 1 dimension; a null stride is the window's size. ({@code lp_pool1d}) */
    public static Tensor lpPool1d(
            Tensor input, Number normType, long[] kernelSize, long @Nullable [] stride, boolean ceilMode) {
        double p = normType.doubleValue();
        if (p == Double.POSITIVE_INFINITY) {
            return maxPool1d(input.abs(), kernelSize, stride, ZERO, ONE, ceilMode);
        }
        if (p == Double.NEGATIVE_INFINITY) {
            return maxPool1d(input.abs().neg(), kernelSize, stride, ZERO, ONE, ceilMode)
                    .neg();
        }
        Tensor powers = input.pow(normType);
        Tensor means = avgPool1d(powers, kernelSize, stride, ZERO, ceilMode, true);
        return root(means, product(kernelSize, 1), p);
    }

    /** The p-norm of each window over 1 dimension, by steps of the window's size. */
    public static Tensor lpPool1d(Tensor input, Number normType, long... kernelSize) {
        return lpPool1d(input, normType, kernelSize, null, false);
    }

    /**
     * The p-norm of each window over 2 dimensions; a null stride is the window's size. ({@code lp_pool2d})
     */
    public static Tensor lpPool2d(
            Tensor input, Number normType, long[] kernelSize, long @Nullable [] stride, boolean ceilMode) {
        double p = normType.doubleValue();
        if (p == Double.POSITIVE_INFINITY) {
            return maxPool2d(input.abs(), kernelSize, stride, ZERO, ONE, ceilMode);
        }
        if (p == Double.NEGATIVE_INFINITY) {
            return maxPool2d(input.abs().neg(), kernelSize, stride, ZERO, ONE, ceilMode)
                    .neg();
        }
        Tensor powers = input.pow(normType);
        Tensor means = avgPool2d(powers, kernelSize, stride, ZERO, ceilMode, true, null);
        return root(means, product(kernelSize, 2), p);
    }

    /** The p-norm of each window over 2 dimensions, by steps of the window's size. */
    public static Tensor lpPool2d(Tensor input, Number normType, long... kernelSize) {
        return lpPool2d(input, normType, kernelSize, null, false);
    }

    /**
     * The p-norm of each window over 3 dimensions; a null stride is the window's size. ({@code lp_pool3d})
     */
    public static Tensor lpPool3d(
            Tensor input, Number normType, long[] kernelSize, long @Nullable [] stride, boolean ceilMode) {
        double p = normType.doubleValue();
        if (p == Double.POSITIVE_INFINITY) {
            return maxPool3d(input.abs(), kernelSize, stride, ZERO, ONE, ceilMode);
        }
        if (p == Double.NEGATIVE_INFINITY) {
            return maxPool3d(input.abs().neg(), kernelSize, stride, ZERO, ONE, ceilMode)
                    .neg();
        }
        Tensor powers = input.pow(normType);
        Tensor means = avgPool3d(powers, kernelSize, stride, ZERO, ceilMode, true, null);
        return root(means, product(kernelSize, 3), p);
    }

    /** The p-norm of each window over 3 dimensions, by steps of the window's size. */
    public static Tensor lpPool3d(Tensor input, Number normType, long... kernelSize) {
        return lpPool3d(input, normType, kernelSize, null, false);
    }

    private static Tensor root(Tensor means, long count, double p) {
        return Torch.sign(means).mul(relu(Torch.abs(means))).mul(count).pow(1.0 / p);
    }

    private static long product(long[] kernelSize, int dims) {
        long product = 1;
        for (long length : Sizes.expand(kernelSize, dims, "kernel_size")) {
            product *= length;
        }
        return product;
    }

    /**
     * Puts pooled values back where they were over 1 dimension, zeros elsewhere; null stands for Python's default. ({@code max_unpool1d})
     */
    public static Tensor maxUnpool1d(
            Tensor input,
            Tensor indices,
            long[] kernelSize,
            long @Nullable [] stride,
            long[] padding,
            long @Nullable [] outputSize) {
        long[] kernel = Sizes.expand(kernelSize, 1, "kernel_size");
        long[] steps = stride == null ? kernel : Sizes.expand(stride, 1, "stride");
        long[] margins = Sizes.expand(padding, 1, "padding");
        long[] size = unpoolOutputSize(input, kernel, steps, margins, outputSize);
        return NnOps.maxUnpool2d(input.unsqueeze(-1), indices.unsqueeze(-1), size[0], 1)
                .squeeze(-1);
    }

    /**
     * Puts pooled values back where they were over 2 dimensions, zeros elsewhere; null stands for Python's default. ({@code max_unpool2d})
     */
    public static Tensor maxUnpool2d(
            Tensor input,
            Tensor indices,
            long[] kernelSize,
            long @Nullable [] stride,
            long[] padding,
            long @Nullable [] outputSize) {
        long[] kernel = Sizes.expand(kernelSize, 2, "kernel_size");
        long[] steps = stride == null ? kernel : Sizes.expand(stride, 2, "stride");
        long[] margins = Sizes.expand(padding, 2, "padding");
        long[] size = unpoolOutputSize(input, kernel, steps, margins, outputSize);
        return NnOps.maxUnpool2d(input, indices, size);
    }

    /**
     * Puts pooled values back where they were over 3 dimensions, zeros elsewhere; null stands for Python's default. ({@code max_unpool3d})
     */
    public static Tensor maxUnpool3d(
            Tensor input,
            Tensor indices,
            long[] kernelSize,
            long @Nullable [] stride,
            long[] padding,
            long @Nullable [] outputSize) {
        long[] kernel = Sizes.expand(kernelSize, 3, "kernel_size");
        long[] steps = stride == null ? kernel : Sizes.expand(stride, 3, "stride");
        long[] margins = Sizes.expand(padding, 3, "padding");
        long[] size = unpoolOutputSize(input, kernel, steps, margins, outputSize);
        return NnOps.maxUnpool3d(input, indices, size, steps, margins);
    }

    private static long[] unpoolOutputSize(
            Tensor input, long[] kernel, long[] stride, long[] padding, long @Nullable [] outputSize) {
        int dims = kernel.length;
        long[] byDefault = new long[dims];
        for (int d = 0; d < dims; d++) {
            byDefault[d] = (input.size(d - dims) - 1) * stride[d] + kernel[d] - 2 * padding[d];
        }
        long[] size = outputSize == null ? byDefault : spatial(outputSize, dims);
        for (int d = 0; d < dims && outputSize != null; d++) {
            long min = byDefault[d] - stride[d];
            long max = byDefault[d] + stride[d];
            if (size[d] <= min || size[d] >= max) {
                throw new IllegalArgumentException("invalid output_size \"" + PyText.repr(size) + "\" (dim " + d
                        + " must be between " + min + " and " + max + ")");
            }
        }
        for (int d = 0; d < dims; d++) {
            if (size[d] < 0) {
                throw new IllegalArgumentException("max_unpooling: output_size must contain non-negative spatial"
                        + " dimensions, but got output_size[" + d + "]=" + size[d]);
            }
        }
        return size;
    }

    private static long[] spatial(long[] outputSize, int dims) {
        if (outputSize.length == dims + 2) {
            return Arrays.copyOfRange(outputSize, 2, outputSize.length);
        }
        if (outputSize.length != dims) {
            throw new IllegalArgumentException("output_size should be a sequence containing " + dims + " or "
                    + (dims + 2) + " elements, but it has a length of '" + outputSize.length + "'");
        }
        return outputSize;
    }

    /**
     * Greatest values over 2 dimensions of windows at random places, to a size or to a part of the input's size. ({@code fractional_max_pool2d})
     */
    public static Tensor fractionalMaxPool2d(
            Tensor input,
            long[] kernelSize,
            long @Nullable [] outputSize,
            double @Nullable [] outputRatio,
            @Nullable Tensor randomSamples) {
        return fractionalMaxPool2dWithIndices(input, kernelSize, outputSize, outputRatio, randomSamples)
                .values();
    }

    /**
     * As {@link #fractionalMaxPool2d}, and where the values were. ({@code fractional_max_pool2d_with_indices})
     */
    public static Results.ValuesIndices fractionalMaxPool2dWithIndices(
            Tensor input,
            long[] kernelSize,
            long @Nullable [] outputSize,
            double @Nullable [] outputRatio,
            @Nullable Tensor randomSamples) {
        long[] size = fractionalSize(input, 2, outputSize, outputRatio);
        Tensor samples = randomSamples == null ? randomSamples(input, 2) : randomSamples;
        return NnOps.fractionalMaxPool2d(input, kernelSize, size, samples);
    }

    /**
     * Greatest values over 3 dimensions of windows at random places, to a size or to a part of the input's size. ({@code fractional_max_pool3d})
     */
    public static Tensor fractionalMaxPool3d(
            Tensor input,
            long[] kernelSize,
            long @Nullable [] outputSize,
            double @Nullable [] outputRatio,
            @Nullable Tensor randomSamples) {
        return fractionalMaxPool3dWithIndices(input, kernelSize, outputSize, outputRatio, randomSamples)
                .values();
    }

    /**
     * As {@link #fractionalMaxPool3d}, and where the values were. ({@code fractional_max_pool3d_with_indices})
     */
    public static Results.ValuesIndices fractionalMaxPool3dWithIndices(
            Tensor input,
            long[] kernelSize,
            long @Nullable [] outputSize,
            double @Nullable [] outputRatio,
            @Nullable Tensor randomSamples) {
        long[] size = fractionalSize(input, 3, outputSize, outputRatio);
        Tensor samples = randomSamples == null ? randomSamples(input, 3) : randomSamples;
        return NnOps.fractionalMaxPool3d(input, kernelSize, size, samples);
    }

    private static long[] fractionalSize(
            Tensor input, int dims, long @Nullable [] outputSize, double @Nullable [] outputRatio) {
        if (outputSize != null) {
            return outputSize;
        }
        if (outputRatio == null) {
            throw new IllegalArgumentException(
                    "fractional_max_pool" + dims + "d requires specifying either an output_size or an output_ratio");
        }
        long[] size = new long[dims];
        for (int d = 0; d < dims; d++) {
            double ratio = outputRatio[outputRatio.length == 1 ? 0 : d];
            size[d] = (long) (input.size(d - dims) * ratio);
        }
        return size;
    }

    private static Tensor randomSamples(Tensor input, int dims) {
        long batch = input.dim() == dims + 1 ? 1 : input.size(0);
        return Torch.rand(new long[] {batch, input.size(-dims - 1), dims}, options -> options.dtype(input.dtype())
                .device(input.device()));
    }
}
