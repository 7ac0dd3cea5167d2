package dev.sconce.nn.functional;

import dev.sconce.nn.internal.Sizes;
import dev.sconce.torch.NnOps;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import org.jspecify.annotations.Nullable;

/** Convolutions and linear maps. */
public abstract class ConvolutionFunctions {
    ConvolutionFunctions() {}

    /** Convolves over 1 dimension, without bias, by steps of 1 and without padding. ({@code conv1d}) */
    public static Tensor conv1d(Tensor input, Tensor weight) {
        return Torch.conv1d(input, weight);
    }

    /** Convolves over 1 dimension, by steps of 1 and without padding. */
    public static Tensor conv1d(Tensor input, Tensor weight, @Nullable Tensor bias) {
        return Torch.conv1d(input, weight, bias);
    }

    /** Convolves over 1 dimension. */
    public static Tensor conv1d(
            Tensor input,
            Tensor weight,
            @Nullable Tensor bias,
            long[] stride,
            long[] padding,
            long[] dilation,
            long groups) {
        return Torch.conv1d(input, weight, bias, stride, padding, dilation, groups);
    }

    /** Convolves over 1 dimension; the padding is {@code same} or {@code valid}. */
    public static Tensor conv1d(
            Tensor input,
            Tensor weight,
            @Nullable Tensor bias,
            long[] stride,
            String padding,
            long[] dilation,
            long groups) {
        return Torch.conv1d(input, weight, bias, stride, padding, dilation, groups);
    }

    /** Convolves over 2 dimensions, without bias, by steps of 1 and without padding. ({@code conv2d}) */
    public static Tensor conv2d(Tensor input, Tensor weight) {
        return Torch.conv2d(input, weight);
    }

    /** Convolves over 2 dimensions, by steps of 1 and without padding. */
    public static Tensor conv2d(Tensor input, Tensor weight, @Nullable Tensor bias) {
        return Torch.conv2d(input, weight, bias);
    }

    /** Convolves over 2 dimensions. */
    public static Tensor conv2d(
            Tensor input,
            Tensor weight,
            @Nullable Tensor bias,
            long[] stride,
            long[] padding,
            long[] dilation,
            long groups) {
        Tensor small = SmallConvolution.conv2d(input, weight, bias, stride, padding, dilation, groups);
        return small == null ? Torch.conv2d(input, weight, bias, stride, padding, dilation, groups) : small;
    }

    /** Convolves over 2 dimensions; the padding is {@code same} or {@code valid}. */
    public static Tensor conv2d(
            Tensor input,
            Tensor weight,
            @Nullable Tensor bias,
            long[] stride,
            String padding,
            long[] dilation,
            long groups) {
        return Torch.conv2d(input, weight, bias, stride, padding, dilation, groups);
    }

    /** Convolves over 3 dimensions, without bias, by steps of 1 and without padding. ({@code conv3d}) */
    public static Tensor conv3d(Tensor input, Tensor weight) {
        return Torch.conv3d(input, weight);
    }

    /** Convolves over 3 dimensions, by steps of 1 and without padding. */
    public static Tensor conv3d(Tensor input, Tensor weight, @Nullable Tensor bias) {
        return Torch.conv3d(input, weight, bias);
    }

    /** Convolves over 3 dimensions. */
    public static Tensor conv3d(
            Tensor input,
            Tensor weight,
            @Nullable Tensor bias,
            long[] stride,
            long[] padding,
            long[] dilation,
            long groups) {
        return Torch.conv3d(input, weight, bias, stride, padding, dilation, groups);
    }

    /** Convolves over 3 dimensions; the padding is {@code same} or {@code valid}. */
    public static Tensor conv3d(
            Tensor input,
            Tensor weight,
            @Nullable Tensor bias,
            long[] stride,
            String padding,
            long[] dilation,
            long groups) {
        return Torch.conv3d(input, weight, bias, stride, padding, dilation, groups);
    }

    /**
     * The gradient of a convolution over 1 dimension, as an operation of its own. ({@code conv_transpose1d})
     */
    public static Tensor convTranspose1d(Tensor input, Tensor weight) {
        return Torch.convTranspose1d(input, weight);
    }

    /** The gradient of a convolution over 1 dimension. */
    public static Tensor convTranspose1d(
            Tensor input,
            Tensor weight,
            @Nullable Tensor bias,
            long[] stride,
            long[] padding,
            long[] outputPadding,
            long groups,
            long[] dilation) {
        return Torch.convTranspose1d(input, weight, bias, stride, padding, outputPadding, groups, dilation);
    }

    /**
     * The gradient of a convolution over 2 dimensions, as an operation of its own. ({@code conv_transpose2d})
     */
    public static Tensor convTranspose2d(Tensor input, Tensor weight) {
        return Torch.convTranspose2d(input, weight);
    }

    /** The gradient of a convolution over 2 dimensions. */
    public static Tensor convTranspose2d(
            Tensor input,
            Tensor weight,
            @Nullable Tensor bias,
            long[] stride,
            long[] padding,
            long[] outputPadding,
            long groups,
            long[] dilation) {
        return Torch.convTranspose2d(input, weight, bias, stride, padding, outputPadding, groups, dilation);
    }

    /**
     * The gradient of a convolution over 3 dimensions, as an operation of its own. ({@code conv_transpose3d})
     */
    public static Tensor convTranspose3d(Tensor input, Tensor weight) {
        return Torch.convTranspose3d(input, weight);
    }

    /** The gradient of a convolution over 3 dimensions. */
    public static Tensor convTranspose3d(
            Tensor input,
            Tensor weight,
            @Nullable Tensor bias,
            long[] stride,
            long[] padding,
            long[] outputPadding,
            long groups,
            long[] dilation) {
        return Torch.convTranspose3d(input, weight, bias, stride, padding, outputPadding, groups, dilation);
    }

    /** Convolves over time an input of shape (time, batch, channels). ({@code conv_tbc}) */
    public static Tensor convTbc(Tensor input, Tensor weight, Tensor bias, long pad) {
        return Torch.convTbc(input, weight, bias, pad);
    }

    /** Multiplies with the transposed weight. ({@code linear}) */
    public static Tensor linear(Tensor input, Tensor weight) {
        return NnOps.linear(input, weight);
    }

    /** Multiplies with the transposed weight and adds the bias. ({@code linear}) */
    public static Tensor linear(Tensor input, Tensor weight, @Nullable Tensor bias) {
        return NnOps.linear(input, weight, bias);
    }

    /** Multiplies a weight of three dimensions with two inputs. ({@code bilinear}) */
    public static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight, @Nullable Tensor bias) {
        return Torch.bilinear(input1, input2, weight, bias);
    }

    /** Takes sliding blocks out of a batch of images, as columns. ({@code unfold}) */
    public static Tensor unfold(Tensor input, long[] kernelSize, long[] dilation, long[] padding, long[] stride) {
        return NnOps.im2col(
                input,
                pair(kernelSize, "kernel_size"),
                pair(dilation, "dilation"),
                pair(padding, "padding"),
                pair(stride, "stride"));
    }

    /** Takes sliding blocks out of a batch of images, by steps of 1. ({@code unfold}) */
    public static Tensor unfold(Tensor input, long... kernelSize) {
        return unfold(input, kernelSize, new long[] {1}, new long[] {0}, new long[] {1});
    }

    /** Adds columns of sliding blocks up to a batch of images. ({@code fold}) */
    public static Tensor fold(
            Tensor input, long[] outputSize, long[] kernelSize, long[] dilation, long[] padding, long[] stride) {
        return NnOps.col2im(
                input,
                pair(outputSize, "output_size"),
                pair(kernelSize, "kernel_size"),
                pair(dilation, "dilation"),
                pair(padding, "padding"),
                pair(stride, "stride"));
    }

    /** Adds columns of sliding blocks, by steps of 1, up to a batch of images. ({@code fold}) */
    public static Tensor fold(Tensor input, long[] outputSize, long... kernelSize) {
        return fold(input, outputSize, kernelSize, new long[] {1}, new long[] {0}, new long[] {1});
    }

    private static long[] pair(long[] given, String name) {
        return Sizes.expand(given, 2, name);
    }
}
