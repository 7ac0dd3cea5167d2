package dev.sconce.nn.functional;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Products of groups of matrices, and of matrices of few bits with scales. */
public abstract class MatrixFunctions extends AttentionFunctions {
    MatrixFunctions() {}

    /**
     * Products of groups of rows with a matrix for each group. ({@code grouped_mm})
     *
     * @param matA of shape {@code (rows, K)}, or {@code (groups, M, K)}
     * @param matB of shape {@code (groups, K, N)}, or {@code (K, N)} in groups of {@code K}
     * @param offs where each group ends, {@code int32}; null if both matrices have a dimension of groups
     * @return the products, group after group
     * @throws dev.sconce.torch.TorchException if the device has no such product, in Python's words
     */
    public static Tensor groupedMm(Tensor matA, Tensor matB, @Nullable Tensor offs) {
        return groupedMm(matA, matB, offs, null, null);
    }

    /**
     * Products of groups of rows with a matrix for each group. ({@code grouped_mm})
     *
     * @param matA of shape {@code (rows, K)}, or {@code (groups, M, K)}
     * @param matB of shape {@code (groups, K, N)}, or {@code (K, N)} in groups of {@code K}
     * @param offs where each group ends, {@code int32}; null if both matrices have a dimension of groups
     * @param bias what is added to each product, or null
     * @param outDtype the type of sums and products, or null
     * @return the products, group after group
     * @throws dev.sconce.torch.TorchException if the device has no such product, in Python's words
     */
    public static Tensor groupedMm(
            Tensor matA, Tensor matB, @Nullable Tensor offs, @Nullable Tensor bias, @Nullable DType outDtype) {
        return tensor(Torch.call("aten::_grouped_mm", matA, matB, offs, bias, outDtype));
    }

    /**
     * The product of two matrices of few bits, each with its scales. ({@code scaled_mm})
     *
     * @param matA the left matrix, such as of float8
     * @param matB the right matrix
     * @param scaleA the scales of the left one
     * @param scaleB the scales of the right one
     * @param options bias, outputDtype, contractionDim, useFastAccum
     * @return the product
     * @throws dev.sconce.torch.TorchException if the device has no such product, in Python's words
     */
    public static Tensor scaledMm(
            Tensor matA, Tensor matB, MatrixScale scaleA, MatrixScale scaleB, Consumer<ScaledMmOptions> options) {
        ScaledMmOptions chosen = ScaledMmOptions.of(options);
        return tensor(Torch.call(
                "aten::_scaled_mm_v2",
                matA,
                matB,
                scaleA.scales(),
                MatrixScale.codes(scaleA.recipes()),
                MatrixScale.codes(scaleA.swizzles()),
                scaleB.scales(),
                MatrixScale.codes(scaleB.recipes()),
                MatrixScale.codes(scaleB.swizzles()),
                chosen.bias,
                chosen.outputDtype,
                chosen.contractionDim,
                chosen.useFastAccum));
    }

    /**
     * Products of groups of matrices of few bits, each with its scales. ({@code scaled_grouped_mm})
     *
     * @param matA the left matrices, such as of float8
     * @param matB the right matrices
     * @param scaleA the scales of the left ones
     * @param scaleB the scales of the right ones
     * @param options bias, offs, outputDtype, contractionDim, useFastAccum
     * @return the products, group after group
     * @throws dev.sconce.torch.TorchException if the device has no such product, in Python's words
     */
    public static Tensor scaledGroupedMm(
            Tensor matA, Tensor matB, MatrixScale scaleA, MatrixScale scaleB, Consumer<ScaledMmOptions> options) {
        ScaledMmOptions chosen = ScaledMmOptions.of(options);
        return tensor(Torch.call(
                "aten::_scaled_grouped_mm_v2",
                matA,
                matB,
                scaleA.scales(),
                MatrixScale.codes(scaleA.recipes()),
                MatrixScale.codes(scaleA.swizzles()),
                scaleB.scales(),
                MatrixScale.codes(scaleB.recipes()),
                MatrixScale.codes(scaleB.swizzles()),
                chosen.offs,
                chosen.bias,
                chosen.outputDtype,
                chosen.contractionDim,
                chosen.useFastAccum));
    }

    private static Tensor tensor(@Nullable Object result) {
        return (Tensor) Objects.requireNonNull(result);
    }
}
