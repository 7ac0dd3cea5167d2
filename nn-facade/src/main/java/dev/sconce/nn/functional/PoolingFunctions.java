package dev.sconce.nn.functional;

import dev.sconce.nn.internal.Sizes;
import dev.sconce.torch.NnOps;
import dev.sconce.torch.Results;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import org.jspecify.annotations.Nullable;

/** Pooling by greatest and by mean values. */
public abstract class PoolingFunctions extends ActivationFunctions {
    PoolingFunctions() {}

    /**
     * The greatest value of each window over 1 dimension, by steps of the window's size. ({@code max_pool1d})
     */
    public static Tensor maxPool1d(Tensor input, long kernelSize) {
        return Torch.maxPool1d(input, kernelSize);
    }

    /** The greatest value of each window over 1 dimension. */
    public static Tensor maxPool1d(Tensor input, long kernelSize, long stride) {
        return Torch.maxPool1d(input, kernelSize, stride);
    }

    /** The greatest value of each window over 1 dimension; a null stride is the window's size. */
    public static Tensor maxPool1d(
            Tensor input,
            long[] kernelSize,
            long @Nullable [] stride,
            long[] padding,
            long[] dilation,
            boolean ceilMode) {
        return Torch.maxPool1d(input, kernelSize, Sizes.orNone(stride), padding, dilation, ceilMode);
    }

    /**
     * The greatest value of each window over 1 dimension, and where it was. ({@code max_pool1d_with_indices})
     */
    public static Results.ValuesIndices maxPool1dWithIndices(
            Tensor input,
            long[] kernelSize,
            long @Nullable [] stride,
            long[] padding,
            long[] dilation,
            boolean ceilMode) {
        return Torch.maxPool1dWithIndices(input, kernelSize, Sizes.orNone(stride), padding, dilation, ceilMode);
    }

    /** The mean value of each window over 1 dimension, by steps of the window's size. ({@code avg_pool1d}) */
    public static Tensor avgPool1d(Tensor input, long kernelSize) {
        return Torch.avgPool1d(input, kernelSize);
    }

    /** The mean value of each window over 1 dimension. */
    public static Tensor avgPool1d(Tensor input, long kernelSize, long stride) {
        return Torch.avgPool1d(input, kernelSize, stride);
    }

    /** The mean value of each window over 1 dimension; a null stride is the window's size. */
    public static Tensor avgPool1d(
            Tensor input,
            long[] kernelSize,
            long @Nullable [] stride,
            long[] padding,
            boolean ceilMode,
            boolean countIncludePad) {
        return Torch.avgPool1d(input, kernelSize, Sizes.orNone(stride), padding, ceilMode, countIncludePad);
    }

    /**
     * The greatest value of each window over 2 dimensions, by steps of the window's size. ({@code max_pool2d})
     */
    public static Tensor maxPool2d(Tensor input, long kernelSize) {
        return maxPool2d(input, kernelSize, kernelSize);
    }

    /** The greatest value of each window over 2 dimensions. */
    public static Tensor maxPool2d(Tensor input, long kernelSize, long stride) {
        return maxPool2d(
                input,
                new long[] {kernelSize, kernelSize},
                new long[] {stride, stride},
                new long[] {0, 0},
                new long[] {1, 1},
                false);
    }

    /** The greatest value of each window over 2 dimensions; a null stride is the window's size. */
    public static Tensor maxPool2d(
            Tensor input,
            long[] kernelSize,
            long @Nullable [] stride,
            long[] padding,
            long[] dilation,
            boolean ceilMode) {
        Tensor pooled = OneDnnMaxPool.tryPool(input, kernelSize, stride, padding, dilation, ceilMode);
        return pooled != null
                ? pooled
                : Torch.maxPool2d(input, kernelSize, Sizes.orNone(stride), padding, dilation, ceilMode);
    }

    /**
     * The greatest value of each window over 2 dimensions, and where it was. ({@code max_pool2d_with_indices})
     */
    public static Results.ValuesIndices maxPool2dWithIndices(
            Tensor input,
            long[] kernelSize,
            long @Nullable [] stride,
            long[] padding,
            long[] dilation,
            boolean ceilMode) {
        return NnOps.maxPool2dWithIndices(input, kernelSize, Sizes.orNone(stride), padding, dilation, ceilMode);
    }

    /**
     * The mean value of each window over 2 dimensions, by steps of the window's size. ({@code avg_pool2d})
     */
    public static Tensor avgPool2d(Tensor input, long kernelSize) {
        return NnOps.avgPool2d(input, kernelSize);
    }

    /** The mean value of each window over 2 dimensions. */
    public static Tensor avgPool2d(Tensor input, long kernelSize, long stride) {
        return NnOps.avgPool2d(input, kernelSize, stride);
    }

    /** The mean value of each window over 2 dimensions; a null stride is the window's size. */
    public static Tensor avgPool2d(
            Tensor input,
            long[] kernelSize,
            long @Nullable [] stride,
            long[] padding,
            boolean ceilMode,
            boolean countIncludePad,
            @Nullable Long divisorOverride) {
        return NnOps.avgPool2d(
                input, kernelSize, Sizes.orNone(stride), padding, ceilMode, countIncludePad, divisorOverride);
    }

    /**
     * The greatest value of each window over 3 dimensions, by steps of the window's size. ({@code max_pool3d})
     */
    public static Tensor maxPool3d(Tensor input, long kernelSize) {
        return Torch.maxPool3d(input, kernelSize);
    }

    /** The greatest value of each window over 3 dimensions. */
    public static Tensor maxPool3d(Tensor input, long kernelSize, long stride) {
        return Torch.maxPool3d(input, kernelSize, stride);
    }

    /** The greatest value of each window over 3 dimensions; a null stride is the window's size. */
    public static Tensor maxPool3d(
            Tensor input,
            long[] kernelSize,
            long @Nullable [] stride,
            long[] padding,
            long[] dilation,
            boolean ceilMode) {
        return Torch.maxPool3d(input, kernelSize, Sizes.orNone(stride), padding, dilation, ceilMode);
    }

    /**
     * The greatest value of each window over 3 dimensions, and where it was. ({@code max_pool3d_with_indices})
     */
    public static Results.ValuesIndices maxPool3dWithIndices(
            Tensor input,
            long[] kernelSize,
            long @Nullable [] stride,
            long[] padding,
            long[] dilation,
            boolean ceilMode) {
        return NnOps.maxPool3dWithIndices(input, kernelSize, Sizes.orNone(stride), padding, dilation, ceilMode);
    }

    /**
     * The mean value of each window over 3 dimensions, by steps of the window's size. ({@code avg_pool3d})
     */
    public static Tensor avgPool3d(Tensor input, long kernelSize) {
        return NnOps.avgPool3d(input, kernelSize);
    }

    /** The mean value of each window over 3 dimensions. */
    public static Tensor avgPool3d(Tensor input, long kernelSize, long stride) {
        return NnOps.avgPool3d(input, kernelSize, stride);
    }

    /** The mean value of each window over 3 dimensions; a null stride is the window's size. */
    public static Tensor avgPool3d(
            Tensor input,
            long[] kernelSize,
            long @Nullable [] stride,
            long[] padding,
            boolean ceilMode,
            boolean countIncludePad,
            @Nullable Long divisorOverride) {
        return NnOps.avgPool3d(
                input, kernelSize, Sizes.orNone(stride), padding, ceilMode, countIncludePad, divisorOverride);
    }

    /**
     * Means over 1 dimension, in windows of such sizes that the output has a given shape. ({@code adaptive_avg_pool1d})
     */
    public static Tensor adaptiveAvgPool1d(Tensor input, long... outputSize) {
        return Torch.adaptiveAvgPool1d(input, outputSize);
    }

    /**
     * Greatest values over 1 dimension, in windows of such sizes that the output has a given shape. ({@code adaptive_max_pool1d})
     */
    public static Tensor adaptiveMaxPool1d(Tensor input, long... outputSize) {
        return Torch.adaptiveMaxPool1d(input, outputSize).values();
    }

    /** Greatest values over 1 dimension, and where they were. ({@code adaptive_max_pool1d_with_indices}) */
    public static Results.ValuesIndices adaptiveMaxPool1dWithIndices(Tensor input, long... outputSize) {
        return Torch.adaptiveMaxPool1d(input, outputSize);
    }

    /**
     * Means over 2 dimensions, in windows of such sizes that the output has a given shape. ({@code adaptive_avg_pool2d})
     */
    public static Tensor adaptiveAvgPool2d(Tensor input, long... outputSize) {
        return NnOps.adaptiveAvgPool2d(input, outputSize);
    }

    /** Means over 2 dimensions; a null length is the input's. */
    public static Tensor adaptiveAvgPool2d(Tensor input, @Nullable Long[] outputSize) {
        return NnOps.adaptiveAvgPool2d(input, withDefault(outputSize, input));
    }

    /**
     * Greatest values over 2 dimensions, in windows of such sizes that the output has a given shape. ({@code adaptive_max_pool2d})
     */
    public static Tensor adaptiveMaxPool2d(Tensor input, long... outputSize) {
        return NnOps.adaptiveMaxPool2d(input, outputSize).values();
    }

    /** Greatest values over 2 dimensions, and where they were. ({@code adaptive_max_pool2d_with_indices}) */
    public static Results.ValuesIndices adaptiveMaxPool2dWithIndices(Tensor input, long... outputSize) {
        return NnOps.adaptiveMaxPool2d(input, outputSize);
    }

    /** Greatest values over 2 dimensions; a null length is the input's. */
    public static Tensor adaptiveMaxPool2d(Tensor input, @Nullable Long[] outputSize) {
        return NnOps.adaptiveMaxPool2d(input, withDefault(outputSize, input)).values();
    }

    /** Greatest values over 2 dimensions, and where they were; a null length is the input's. */
    public static Results.ValuesIndices adaptiveMaxPool2dWithIndices(Tensor input, @Nullable Long[] outputSize) {
        return NnOps.adaptiveMaxPool2d(input, withDefault(outputSize, input));
    }

    /**
     * Means over 3 dimensions, in windows of such sizes that the output has a given shape. ({@code adaptive_avg_pool3d})
     */
    public static Tensor adaptiveAvgPool3d(Tensor input, long... outputSize) {
        return NnOps.adaptiveAvgPool3d(input, outputSize);
    }

    /** Means over 3 dimensions; a null length is the input's. */
    public static Tensor adaptiveAvgPool3d(Tensor input, @Nullable Long[] outputSize) {
        return NnOps.adaptiveAvgPool3d(input, withDefault(outputSize, input));
    }

    /**
     * Greatest values over 3 dimensions, in windows of such sizes that the output has a given shape. ({@code adaptive_max_pool3d})
     */
    public static Tensor adaptiveMaxPool3d(Tensor input, long... outputSize) {
        return NnOps.adaptiveMaxPool3d(input, outputSize).values();
    }

    /** Greatest values over 3 dimensions, and where they were. ({@code adaptive_max_pool3d_with_indices}) */
    public static Results.ValuesIndices adaptiveMaxPool3dWithIndices(Tensor input, long... outputSize) {
        return NnOps.adaptiveMaxPool3d(input, outputSize);
    }

    /** Greatest values over 3 dimensions; a null length is the input's. */
    public static Tensor adaptiveMaxPool3d(Tensor input, @Nullable Long[] outputSize) {
        return NnOps.adaptiveMaxPool3d(input, withDefault(outputSize, input)).values();
    }

    /** Greatest values over 3 dimensions, and where they were; a null length is the input's. */
    public static Results.ValuesIndices adaptiveMaxPool3dWithIndices(Tensor input, @Nullable Long[] outputSize) {
        return NnOps.adaptiveMaxPool3d(input, withDefault(outputSize, input));
    }

    /** Puts the input's lengths where none are given ({@code _list_with_default}). */
    private static long[] withDefault(@Nullable Long[] outputSize, Tensor input) {
        int dims = input.dim();
        if (dims <= outputSize.length) {
            throw new IllegalArgumentException("Input dimension should be at least " + (outputSize.length + 1));
        }
        long[] sizes = new long[outputSize.length];
        for (int i = 0; i < sizes.length; i++) {
            Long given = outputSize[i];
            sizes[i] = given == null ? input.size(dims - sizes.length + i) : given;
        }
        return sizes;
    }
}
