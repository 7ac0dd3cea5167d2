package dev.sconce.nn.functional;

import dev.sconce.nn.internal.PyText;
import dev.sconce.nn.internal.PyWarnings;
import dev.sconce.torch.NnOps;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Images: shuffling, padding, sampling, resizing. */
public abstract class VisionFunctions extends DistanceFunctions {
    VisionFunctions() {}

    /** Moves channels into larger images. ({@code pixel_shuffle}) */
    public static Tensor pixelShuffle(Tensor input, long upscaleFactor) {
        return Torch.pixelShuffle(input, upscaleFactor);
    }

    /** Moves parts of images into more channels. ({@code pixel_unshuffle}) */
    public static Tensor pixelUnshuffle(Tensor input, long downscaleFactor) {
        return Torch.pixelUnshuffle(input, downscaleFactor);
    }

    /** Deals the channels out to groups. ({@code channel_shuffle}) */
    public static Tensor channelShuffle(Tensor input, long groups) {
        return Torch.channelShuffle(input, groups);
    }

    /** Deals the channels out to groups, by the kernel for it. ({@code native_channel_shuffle}) */
    public static Tensor nativeChannelShuffle(Tensor input, long groups) {
        return Torch.nativeChannelShuffle(input, groups);
    }

    /** Pads with zeros; the last dimension's two numbers come first. ({@code pad}) */
    public static Tensor pad(Tensor input, long... pad) {
        return NnOps.pad(input, pad);
    }

    /** Pads by {@code constant}, {@code reflect}, {@code replicate} or {@code circular}. ({@code pad}) */
    public static Tensor pad(Tensor input, long[] pad, String mode, @Nullable Double value) {
        return NnOps.pad(input, pad, mode, value);
    }

    /** Takes values of images at places between -1 and 1. ({@code grid_sample}) */
    public static Tensor gridSample(Tensor input, Tensor grid) {
        warnOfCorners();
        return gridSample(input, grid, "bilinear", "zeros", false);
    }

    /** Takes values of images at places between -1 and 1. ({@code grid_sample}) */
    public static Tensor gridSample(Tensor input, Tensor grid, String mode, String paddingMode, boolean alignCorners) {
        int modeCode = List.of("bilinear", "nearest", "bicubic").indexOf(mode);
        if (modeCode < 0) {
            throw new IllegalArgumentException(
                    "nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', but got: '"
                            + mode + "'");
        }
        int paddingCode = List.of("zeros", "border", "reflection").indexOf(paddingMode);
        if (paddingCode < 0) {
            throw new IllegalArgumentException(
                    "nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or 'reflection', but got: '"
                            + paddingMode + "'");
        }
        return Torch.gridSampler(input, grid, modeCode, paddingCode, alignCorners);
    }

    /** The places that affine maps send a regular grid to. ({@code affine_grid}) */
    public static Tensor affineGrid(Tensor theta, long... size) {
        warnOfCorners();
        return affineGrid(theta, size, false);
    }

    private static void warnOfCorners() {
        PyWarnings.warn(
                "Default grid_sample and affine_grid behavior has changed to align_corners=False since 1.3.0. Please"
                        + " specify align_corners=True if the old behavior is desired. See the documentation of grid_sample"
                        + " for details.");
    }

    /** The places that affine maps send a regular grid to. ({@code affine_grid}) */
    public static Tensor affineGrid(Tensor theta, long[] size, boolean alignCorners) {
        if (!theta.dtype().isFloatingPoint()) {
            throw new IllegalArgumentException(
                    "Expected theta to have floating point type, but got torch." + theta.dtype());
        }
        if (size.length != 4 && size.length != 5) {
            throw new UnsupportedOperationException(
                    "affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, respectively. Got size "
                            + PyText.size(size) + ".");
        }
        int dims = size.length - 2;
        if (theta.dim() != 3 || theta.size(-2) != dims || theta.size(-1) != dims + 1) {
            throw new IllegalArgumentException(
                    "Expected a batch of " + dims + "D affine matrices of shape Nx" + dims + "x" + (dims + 1)
                            + " for size " + PyText.size(size) + ". Got " + PyText.size(theta.shape()) + ".");
        }
        if (Arrays.stream(size).min().orElse(1) <= 0) {
            throw new IllegalArgumentException("Expected non-zero, positive output size. Got " + PyText.size(size));
        }
        return Torch.affineGridGenerator(theta, size, alignCorners);
    }

    /** Resizes; the options say to which size or by which factor, and how. ({@code interpolate}) */
    public static Tensor interpolate(Tensor input, Consumer<InterpolateOptions> options) {
        InterpolateOptions chosen = new InterpolateOptions();
        options.accept(chosen);
        return Interpolation.interpolate(input, chosen);
    }

    /** Resizes; null stands for Python's {@code None}. ({@code interpolate}) */
    public static Tensor interpolate(
            Tensor input,
            long @Nullable [] size,
            double @Nullable [] scaleFactor,
            String mode,
            @Nullable Boolean alignCorners,
            @Nullable Boolean recomputeScaleFactor,
            boolean antialias) {
        return interpolate(input, options -> options.size(size)
                .scaleFactor(scaleFactor)
                .mode(mode)
                .alignCorners(alignCorners)
                .recomputeScaleFactor(recomputeScaleFactor)
                .antialias(antialias));
    }

    /** The old name of interpolate. ({@code upsample}) */
    public static Tensor upsample(
            Tensor input,
            long @Nullable [] size,
            double @Nullable [] scaleFactor,
            String mode,
            @Nullable Boolean alignCorners) {
        return interpolate(input, size, scaleFactor, mode, alignCorners, null, false);
    }

    /** Interpolation by the nearest value. ({@code upsample_nearest}) */
    public static Tensor upsampleNearest(Tensor input, long @Nullable [] size, double @Nullable [] scaleFactor) {
        return interpolate(input, size, scaleFactor, "nearest", null, null, false);
    }

    /** Bilinear interpolation with aligned corners. ({@code upsample_bilinear}) */
    public static Tensor upsampleBilinear(Tensor input, long @Nullable [] size, double @Nullable [] scaleFactor) {
        return interpolate(input, size, scaleFactor, "bilinear", true, null, false);
    }
}
