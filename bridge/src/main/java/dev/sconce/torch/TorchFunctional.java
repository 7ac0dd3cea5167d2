package dev.sconce.torch;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What PyTorch writes in Python around its operators, in {@code torch/functional.py}, {@code torch/sparse} and
 * {@code torch/nested}: {@code src/codegen/python.tsv} has the signatures, from which the public forms are generated.
 */
final class TorchFunctional {
    private static final Set<String> DEVICES_WITH_VECTOR_NORM = Set.of("cpu", "cuda", "xpu", "meta");

    private TorchFunctional() {}

    static Tensor stft(
            Tensor input,
            long nFft,
            @Nullable Long hopLength,
            @Nullable Long winLength,
            @Nullable Tensor window,
            boolean center,
            String padMode,
            boolean normalized,
            @Nullable Boolean onesided,
            @Nullable Boolean returnComplex,
            @Nullable Boolean alignToWindow) {
        if (center && alignToWindow != null) {
            throw new TorchException("stft align_to_window should only be set when center = false");
        }
        Tensor padded = center ? centered(input, nFft, padMode) : input;
        return tensor(
                "aten::stft",
                padded,
                nFft,
                hopLength,
                winLength,
                window,
                normalized,
                onesided,
                returnComplex,
                alignToWindow);
    }

    /** Padded by half a window at both ends, which takes a signal of three dimensions. */
    private static Tensor centered(Tensor input, long nFft, String padMode) {
        long[] shape = input.shape();
        long[] extended = LongStream.concat(
                        LongStream.generate(() -> 1).limit(Math.max(0, 3 - shape.length)), Arrays.stream(shape))
                .toArray();
        long pad = nFft / 2;
        Tensor padded = NnOps.pad(input.view(extended), new long[] {pad, pad}, padMode);
        long[] wide = padded.shape();
        return padded.view(Arrays.copyOfRange(wide, wide.length - shape.length, wide.length));
    }

    static Tensor norm(Tensor input, String p, long @Nullable [] dim, boolean keepdim, @Nullable DType dtype) {
        boolean frobenius = p.equals("fro");
        if (hasVectorNorm(input)) {
            if (frobenius && (dim == null || dim.length <= 2)) {
                return Linalg.vectorNorm(input, 2, dim, keepdim, dtype);
            }
            return Linalg.matrixNorm(input, p, dim == null ? allDims(input) : dim, keepdim, dtype);
        }
        if (!frobenius && !p.equals("nuc")) {
            throw new TorchException("only valid string values are 'fro' and 'nuc', found " + p);
        }
        if (dtype != null) {
            throw new IllegalArgumentException(
                    "dtype argument is not supported in " + (frobenius ? "frobenius" : "nuclear") + " norm");
        }
        if (frobenius) {
            return Torch.frobeniusNorm(input, dim == null ? new long[0] : dim, keepdim);
        }
        return dim == null ? Torch.nuclearNorm(input, keepdim) : Torch.nuclearNorm(input, dim, keepdim);
    }

    static Tensor norm(
            Tensor input, @Nullable Number p, long @Nullable [] dim, boolean keepdim, @Nullable DType dtype) {
        if (hasVectorNorm(input)) {
            return Linalg.vectorNorm(input, p == null ? 2.0 : p, dim, keepdim, dtype);
        }
        long[] dims = dim == null ? allDims(input) : dim;
        return dtype == null
                ? tensor("aten::norm.ScalarOpt_dim", input, p, dims, keepdim)
                : tensor("aten::norm.ScalarOpt_dim_dtype", input, p, dims, keepdim, dtype);
    }

    private static boolean hasVectorNorm(Tensor input) {
        return input.layout() == Layout.STRIDED
                && DEVICES_WITH_VECTOR_NORM.contains(input.device().type());
    }

    private static long[] allDims(Tensor input) {
        return LongStream.range(0, input.dim()).toArray();
    }

    static Tensor cdist(Tensor x1, Tensor x2, double p, String computeMode) {
        Long mode =
                switch (computeMode) {
                    case "use_mm_for_euclid_dist_if_necessary" -> null;
                    case "use_mm_for_euclid_dist" -> 1L;
                    case "donot_use_mm_for_euclid_dist" -> 2L;
                    default ->
                        throw new IllegalArgumentException(computeMode + " is not a valid value for compute_mode");
                };
        return tensor("aten::cdist", x1, x2, p, mode);
    }

    static Results.LuPivotsInfo lu(Tensor input, boolean pivot, boolean getInfos) {
        return Results.LuPivotsInfo.of(results("aten::_lu_with_info", input, pivot, !getInfos));
    }

    static List<Tensor> unravelIndex(Tensor indices, long[] shape) {
        DType dtype = indices.dtype();
        if (dtype.isComplex() || dtype.isFloatingPoint() || dtype == DType.BOOL) {
            throw new TorchException("expected 'indices' to be integer dtype, but got torch." + dtype);
        }
        if (Arrays.stream(shape).anyMatch(length -> length < 0)) {
            throw new IllegalArgumentException("'shape' cannot have negative values, but got (" + tuple(shape) + ")");
        }
        long[] steps = new long[shape.length];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            steps[i] = step;
            step *= shape[i];
        }
        Device device = indices.device();
        return indices.unsqueeze(-1)
                .floorDivide(Torch.tensor(steps).to(device))
                .remainder(Torch.tensor(shape).to(device))
                .unbind(-1);
    }

    private static String tuple(long[] values) {
        String items = Arrays.toString(values);
        return items.substring(1, items.length() - 1) + (values.length == 1 ? "," : "");
    }

    static Results.USV svdLowrank(Tensor a, long q, long niter, @Nullable Tensor m) {
        return LowRank.svd(a, q, niter, m);
    }

    static Results.USV pcaLowrank(Tensor a, @Nullable Long q, boolean center, long niter) {
        return LowRank.pca(a, q, center, niter);
    }

    static Results.EigenvaluesEigenvectors lobpcg(
            Tensor a,
            @Nullable Long k,
            @Nullable Tensor b,
            @Nullable Tensor x,
            @Nullable Long n,
            @Nullable Tensor iK,
            @Nullable Long niter,
            @Nullable Double tol,
            @Nullable Boolean largest,
            @Nullable String method,
            long orthoIMax,
            long orthoJMax,
            @Nullable Double orthoTol,
            @Nullable Double orthoTolDrop,
            @Nullable Double orthoTolReplace,
            boolean orthoUseDrop) {
        var ortho =
                new LobpcgOptions.Ortho(orthoIMax, orthoJMax, orthoTol, orthoTolDrop, orthoTolReplace, orthoUseDrop);
        var options = new LobpcgOptions(
                k,
                n,
                niter == null ? 1000 : niter,
                tol,
                largest == null || largest,
                method == null || method.equals("ortho"),
                ortho);
        return new Lobpcg(x, iK, options).apply(a, b);
    }

    // torch.sparse and torch.nested

    static Tensor sparseMm(Tensor mat1, Tensor mat2) {
        return tensor("aten::_sparse_mm", mat1, mat2);
    }

    static Tensor sparseMm(Tensor mat1, Tensor mat2, String reduce) {
        return tensor("aten::_sparse_mm.reduce", mat1, mat2, reduce);
    }

    static Tensor sparseAddmm(Tensor mat, Tensor mat1, Tensor mat2, Number beta, Number alpha) {
        return tensor("aten::_sparse_addmm", mat, mat1, mat2, beta, alpha);
    }

    static Tensor sparseSoftmax(Tensor input, long dim, @Nullable DType dtype) {
        return tensor("aten::_sparse_softmax.int", input, dim, dtype);
    }

    static Tensor sparseLogSoftmax(Tensor input, long dim, @Nullable DType dtype) {
        return tensor("aten::_sparse_log_softmax.int", input, dim, dtype);
    }

    static Tensor sparseSum(Tensor input, long @Nullable [] dim, @Nullable DType dtype) {
        if (dtype == null) {
            return dim == null ? tensor("aten::_sparse_sum", input) : tensor("aten::_sparse_sum.dim", input, dim);
        }
        return dim == null
                ? tensor("aten::_sparse_sum.dtype", input, dtype)
                : tensor("aten::_sparse_sum.dim_dtype", input, dim, dtype);
    }

    static Tensor sparseSpdiags(Tensor diagonals, Tensor offsets, long[] shape, @Nullable Layout layout) {
        return tensor("aten::_spdiags", diagonals, offsets, shape, layout);
    }

    static Tensor nestedTensor(List<? extends Tensor> tensorList, @Nullable DType dtype, @Nullable Device device) {
        return asNestedTensor(tensorList, dtype, device).detach();
    }

    static Tensor nestedAsNestedTensor(List<? extends Tensor> ts, @Nullable DType dtype, @Nullable Device device) {
        return asNestedTensor(ts, dtype, device);
    }

    private static Tensor asNestedTensor(List<? extends Tensor> ts, @Nullable DType dtype, @Nullable Device device) {
        return tensor("aten::_nested_tensor_from_tensor_list", ts, dtype, null, device, null);
    }

    static Tensor tensor(String op, @Nullable Object... arguments) {
        return (Tensor) Objects.requireNonNull(BoxedOp.of(op).call(arguments));
    }

    static List<?> results(String op, @Nullable Object... arguments) {
        return (List<?>) Objects.requireNonNull(BoxedOp.of(op).call(arguments));
    }

    /** Python's {@code torch.Size} of a shape. */
    static String size(long[] shape) {
        return String.format(Locale.ROOT, "torch.Size(%s)", Arrays.toString(shape));
    }
}
