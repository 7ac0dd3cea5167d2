package dev.sconce.nn.functional;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.NnOps;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import org.jspecify.annotations.Nullable;

/** Normalization. */
public abstract class NormalizationFunctions extends SpecialPoolingFunctions {
    NormalizationFunctions() {}

    /** Normalizes each channel by given statistics. ({@code batch_norm}) */
    public static Tensor batchNorm(Tensor input, @Nullable Tensor runningMean, @Nullable Tensor runningVar) {
        return batchNorm(input, runningMean, runningVar, null, null, false, 0.1, 1e-5);
    }

    /**
     * Normalizes each channel, by the batch's statistics in training and by given ones otherwise. ({@code batch_norm})
     */
    public static Tensor batchNorm(
            Tensor input,
            @Nullable Tensor runningMean,
            @Nullable Tensor runningVar,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            boolean training,
            double momentum,
            double eps) {
        if (training) {
            verifyBatchSize(input.shape());
            if (eps <= 0) {
                throw new IllegalArgumentException(
                        "batch_norm eps must be positive during training, but got " + PyText.repr(eps));
            }
        } else if (eps < 0) {
            throw new IllegalArgumentException("batch_norm eps must be non-negative, but got " + PyText.repr(eps));
        }
        return Torch.batchNorm(input, weight, bias, runningMean, runningVar, training, momentum, eps, true);
    }

    /** Normalizes each channel of each sample. ({@code instance_norm}) */
    public static Tensor instanceNorm(Tensor input) {
        return instanceNorm(input, null, null, null, null, true, 0.1, 1e-5);
    }

    /** Normalizes each channel of each sample, by its own or by given statistics. ({@code instance_norm}) */
    public static Tensor instanceNorm(
            Tensor input,
            @Nullable Tensor runningMean,
            @Nullable Tensor runningVar,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            boolean useInputStats,
            double momentum,
            double eps) {
        if (useInputStats) {
            verifySpatialSize(input.shape());
        }
        return Torch.instanceNorm(input, weight, bias, runningMean, runningVar, useInputStats, momentum, eps, true);
    }

    /** Normalizes over the last dimensions. ({@code layer_norm}) */
    public static Tensor layerNorm(Tensor input, long... normalizedShape) {
        return Torch.layerNorm(input, normalizedShape);
    }

    /** Normalizes over the last dimensions. ({@code layer_norm}) */
    public static Tensor layerNorm(
            Tensor input, long[] normalizedShape, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        return Torch.layerNorm(input, normalizedShape, weight, bias, eps, true);
    }

    /**
     * Divides by the root mean square over the last dimensions; a null eps is the dtype's. ({@code rms_norm})
     */
    public static Tensor rmsNorm(Tensor input, long[] normalizedShape, @Nullable Tensor weight, @Nullable Double eps) {
        return Torch.rmsNorm(input, normalizedShape, weight, eps);
    }

    /** Divides by the root mean square over the last dimensions. ({@code rms_norm}) */
    public static Tensor rmsNorm(Tensor input, long... normalizedShape) {
        return Torch.rmsNorm(input, normalizedShape);
    }

    /** Normalizes groups of channels. ({@code group_norm}) */
    public static Tensor groupNorm(Tensor input, long numGroups) {
        return groupNorm(input, numGroups, null, null, 1e-5);
    }

    /** Normalizes groups of channels. ({@code group_norm}) */
    public static Tensor groupNorm(
            Tensor input, long numGroups, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        if (input.dim() < 2) {
            throw new TorchException("Expected at least 2 dimensions for input tensor but received " + input.dim());
        }
        long[] shape = input.shape();
        shape[0] = Math.floorDiv(shape[0] * shape[1], numGroups);
        shape[1] = numGroups;
        verifyBatchSize(shape);
        return Torch.groupNorm(input, numGroups, weight, bias, eps, true);
    }

    /** Divides by the sums of squares of neighbouring channels. ({@code local_response_norm}) */
    public static Tensor localResponseNorm(Tensor input, long size) {
        return localResponseNorm(input, size, 1e-4, 0.75, 1.0);
    }

    /** Divides by the sums of squares of neighbouring channels. ({@code local_response_norm}) */
    public static Tensor localResponseNorm(Tensor input, long size, Number alpha, Number beta, Number k) {
        int dims = input.dim();
        if (dims < 3) {
            throw new IllegalArgumentException(
                    "Expected 3D or higher dimensionality                          input (got " + dims
                            + " dimensions)");
        }
        if (input.numel() == 0) {
            return input;
        }
        Tensor squares = input.mul(input);
        Tensor means;
        if (dims == 3) {
            Tensor padded = NnOps.pad(squares.unsqueeze(1), new long[] {0, 0, size / 2, (size - 1) / 2});
            means = avgPool2d(padded, new long[] {size, 1}, new long[] {1}, new long[] {0}, false, true, null)
                    .squeeze(1);
        } else {
            long[] shape = input.shape();
            Tensor grouped = squares.view(shape[0], 1, shape[1], shape[2], -1);
            Tensor padded = NnOps.pad(grouped, new long[] {0, 0, 0, 0, size / 2, (size - 1) / 2});
            means = avgPool3d(padded, new long[] {size, 1, 1}, new long[] {1}, new long[] {0}, false, true, null)
                    .squeeze(1)
                    .view(shape);
        }
        return input.div(means.mul(alpha).add(k).pow(beta));
    }

    /** Divides by the 2-norm along dimension 1. ({@code normalize}) */
    public static Tensor normalize(Tensor input) {
        return normalize(input, 2.0, 1, 1e-12);
    }

    /** Divides by the p-norm along a dimension. ({@code normalize}) */
    public static Tensor normalize(Tensor input, Number p, long dim, double eps) {
        return input.div(input.norm(p, dim, true).clampMin(eps).expandAs(input));
    }

    private static void verifyBatchSize(long[] shape) {
        long product = shape[0];
        for (int i = 2; i < shape.length; i++) {
            product *= shape[i];
        }
        if (product == 1) {
            throw new IllegalArgumentException(
                    "Expected more than 1 value per channel when training, got input size " + PyText.size(shape));
        }
    }

    private static void verifySpatialSize(long[] shape) {
        long product = 1;
        for (int i = 2; i < shape.length; i++) {
            product *= shape[i];
        }
        if (product == 1) {
            throw new IllegalArgumentException(
                    "Expected more than 1 spatial element when training, got input size " + PyText.size(shape));
        }
    }
}
