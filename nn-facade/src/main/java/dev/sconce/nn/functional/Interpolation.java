package dev.sconce.nn.functional;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.NnOps;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The checks and the modes of {@code interpolate}. */
final class Interpolation {
    private static final List<String> WITHOUT_CORNERS = List.of("nearest", "area", "nearest-exact");

    private final Tensor input;
    private final int dims;
    private final InterpolateOptions options;
    private final boolean alignCorners;
    private long @Nullable [] size;
    private double @Nullable [] factors;

    private Interpolation(Tensor input, InterpolateOptions options) {
        this.input = input;
        this.dims = Math.max(0, input.dim() - 2);
        this.options = options;
        if (WITHOUT_CORNERS.contains(options.mode) && options.alignCorners != null) {
            throw new IllegalArgumentException("align_corners option can only be set with the interpolating modes:"
                    + " linear | bilinear | bicubic | trilinear");
        }
        this.alignCorners = Boolean.TRUE.equals(options.alignCorners);
    }

    static Tensor interpolate(Tensor input, InterpolateOptions options) {
        Interpolation interpolation = new Interpolation(input, options);
        interpolation.resolveSize();
        if (options.antialias
                && !(List.of("bilinear", "bicubic", "lanczos").contains(options.mode) && input.dim() == 4)) {
            throw new IllegalArgumentException("Anti-alias option is restricted to bilinear, bicubic, and lanczos modes"
                    + " and requires a 4-D tensor as input");
        }
        return interpolation.run();
    }

    private void resolveSize() {
        if (options.size != null && options.scaleFactor != null) {
            throw new IllegalArgumentException("only one of size or scale_factor should be defined");
        }
        if (options.size != null) {
            if (options.recomputeScaleFactor) {
                throw new IllegalArgumentException("recompute_scale_factor is not meaningful with an explicit size.");
            }
            size = forAllDims(options.size);
        } else if (options.scaleFactor != null) {
            double[] scales = forAllDims(options.scaleFactor);
            if (options.recomputeScaleFactor || options.mode.equals("area")) {
                size = new long[dims];
                for (int d = 0; d < dims; d++) {
                    size[d] = (long) (input.size(d + 2) * scales[d]);
                }
            } else {
                factors = scales;
            }
        } else {
            throw new IllegalArgumentException("either size or scale_factor should be defined");
        }
    }

    private long[] forAllDims(long[] given) {
        if (given.length == 1) {
            long[] all = new long[dims];
            Arrays.fill(all, given[0]);
            return all;
        }
        if (given.length != dims) {
            throw new IllegalArgumentException("Input and output must have the same number of spatial dimensions, but"
                    + " got input with spatial dimensions of " + spatial() + " and output size of "
                    + PyText.tuple(given) + ". Please provide input tensor in (N, C, d1, d2, ...,dK) format and output"
                    + " size in (o1, o2, ...,oK) format.");
        }
        return given;
    }

    private double[] forAllDims(double[] given) {
        if (given.length == 1) {
            double[] all = new double[dims];
            Arrays.fill(all, given[0]);
            return all;
        }
        if (given.length != dims) {
            throw new IllegalArgumentException("Input and scale_factor must have the same number of spatial dimensions,"
                    + " but got input with spatial dimensions of " + spatial() + " and scale_factor of shape "
                    + PyText.tuple(Arrays.stream(given).boxed().toList()) + ". Please provide input tensor in (N, C,"
                    + " d1, d2, ...,dK) format and scale_factor in (s1, s2, ...,sK) format.");
        }
        return given;
    }

    private String spatial() {
        long[] shape = input.shape();
        return Arrays.toString(Arrays.copyOfRange(shape, Math.min(2, shape.length), shape.length));
    }

    private Tensor run() {
        String mode = options.mode;
        return switch (input.dim() + mode) {
            case "3nearest" -> NnOps.upsampleNearest1d(input, size, factors);
            case "4nearest" -> NnOps.upsampleNearest2d(input, size, factors);
            case "5nearest" -> NnOps.upsampleNearest3d(input, size, factors);
            case "3nearest-exact" -> call("_upsample_nearest_exact1d", false);
            case "4nearest-exact" -> call("_upsample_nearest_exact2d", false);
            case "5nearest-exact" -> call("_upsample_nearest_exact3d", false);
            case "3area" -> Torch.adaptiveAvgPool1d(input, areaSize());
            case "4area" -> NnOps.adaptiveAvgPool2d(input, areaSize());
            case "5area" -> NnOps.adaptiveAvgPool3d(input, areaSize());
            case "3linear" -> NnOps.upsampleLinear1d(input, size, alignCorners, factors);
            case "4bilinear" ->
                options.antialias
                        ? call("_upsample_bilinear2d_aa", true)
                        : NnOps.upsampleBilinear2d(input, size, alignCorners, factors);
            case "5trilinear" -> NnOps.upsampleTrilinear3d(input, size, alignCorners, factors);
            case "4bicubic" ->
                options.antialias
                        ? call("_upsample_bicubic2d_aa", true)
                        : NnOps.upsampleBicubic2d(input, size, alignCorners, factors);
            case "4lanczos" -> lanczos();
            default -> throw new UnsupportedOperationException(refusal(mode));
        };
    }

    private long[] areaSize() {
        if (size == null) {
            throw new IllegalStateException("output_size is unexpectedly None");
        }
        return size;
    }

    private Tensor lanczos() {
        if (alignCorners) {
            throw new IllegalArgumentException("Lanczos mode does not support align_corners=True");
        }
        if (!options.antialias) {
            throw new IllegalArgumentException("Lanczos mode requires antialias=True");
        }
        return call("_upsample_lanczos2d_aa", true);
    }

    /** For operations that have no typed form because their names begin with an underscore. */
    private Tensor call(String name, boolean withCorners) {
        Object result = withCorners
                ? Torch.call("aten::" + name + ".vec", input, size, alignCorners, factors)
                : Torch.call("aten::" + name + ".vec", input, size, factors);
        return (Tensor) Objects.requireNonNull(result);
    }

    private String refusal(String mode) {
        int needed = List.of("linear", "bilinear", "trilinear").indexOf(mode) + 3;
        if (dims >= 1 && dims <= 3 && needed > 2) {
            return "Got " + input.dim() + "D input, but " + mode + " mode needs " + needed + "D input";
        }
        return "Input Error: Only 3D, 4D and 5D input Tensors supported (got " + input.dim() + "D) for the modes:"
                + " nearest | linear | bilinear | bicubic | trilinear | lanczos | area | nearest-exact (got " + mode
                + ")";
    }
}
