package dev.sconce.nn.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixFunctionsTest {
    @Test
    void groups_of_rows_are_multiplied_by_a_matrix_each() {
        try (var scope = new TensorScope()) {
            Torch.manualSeed(0);
            Tensor rows = Torch.randn(4, 16).to(DType.BFLOAT16);
            Tensor matrices = Torch.randn(2, 16, 8).to(DType.BFLOAT16);
            Tensor ends = Torch.tensor(new int[] {1, 4}).to(DType.INT32);
            Tensor expected = Torch.cat(List.of(
                    rows.narrow(0, 0, 1).mm(matrices.select(0, 0)),
                    rows.narrow(0, 1, 3).mm(matrices.select(0, 1))));
            assertThat(F.groupedMm(rows, matrices, ends).allclose(expected, 0.008, 0, false))
                    .isTrue();
        }
    }

    @Test
    void scales_multiply_matrices_of_8_bits() {
        try (var scope = new TensorScope()) {
            Tensor a = Torch.ones(16, 16).to(DType.FLOAT8_E4M3FN);
            Tensor b = Torch.ones(16, 16).to(DType.FLOAT8_E4M3FN).t();
            Tensor product = F.scaledMm(
                    a,
                    b,
                    new MatrixScale(Torch.tensor(0.5f), ScalingType.TENSOR_WISE),
                    new MatrixScale(Torch.tensor(4f), ScalingType.TENSOR_WISE),
                    options -> options.outputDtype(DType.FLOAT32));
            assertThat(product.equal(Torch.full(new long[] {16, 16}, 32.0))).isTrue();
        }
    }

    @Test
    void what_the_host_cannot_do_is_said_in_python_s_words() {
        try (var scope = new TensorScope()) {
            Tensor a = Torch.ones(16, 16).to(DType.FLOAT8_E4M3FN);
            MatrixScale scale = new MatrixScale(Torch.tensor(1f), ScalingType.TENSOR_WISE);
            assertThatThrownBy(() -> F.scaledGroupedMm(a, a, scale, scale, options -> {}))
                    .hasMessageContaining("Could not run 'aten::_scaled_grouped_mm_v2'");
        }
    }
}
