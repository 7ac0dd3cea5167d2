package dev.sconce.nn.utils.parametrizations;

import static dev.sconce.nn.utils.parametrize.Parametrize.get;
import static dev.sconce.nn.utils.parametrize.Parametrize.parametrizations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sconce.nn.Conv1d;
import dev.sconce.nn.ConvTranspose1d;
import dev.sconce.nn.Linear;
import dev.sconce.nn.init.Init;
import dev.sconce.nn.utils.WeightNorm;
import dev.sconce.nn.utils.parametrize.Parametrize;
import dev.sconce.torch.Linalg;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected numbers are what Python 2.13.0 computes. */
class ParametrizationsTest {

    private static Linear layer() {
        Linear layer = new Linear(3, 2);
        fill(layer.weight, new float[][] {{3, 0, 4}, {0, 5, 12}});
        Init.zeros_(Objects.requireNonNull(layer.bias));
        return layer;
    }

    private static void fill(Tensor tensor, float[][] values) {
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            tensor.copy_(Torch.tensor(values));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MATRIX_EXP, true, 0.17492601, 0.02205743, 0.98433429, -0.12289974, -0.99144107, 0.04405686",
        "MATRIX_EXP, false, 0.89242309, 0.38273987, 0.23893714, -0.03849435, -0.46304464, 0.88549900",
        "CAYLEY, true, 0.26284456, 0.10704572, 0.95888162, -0.51024443, -0.82806039, 0.23230738",
        "CAYLEY, false, 0.92481202, 0.36090225, 0.12030075, -0.12030074, -0.02255642, 0.99248123",
        "HOUSEHOLDER, true, 0.01252396, -0.74749017, -0.66415495, 0.32294235, -0.62558842, 0.71017426",
        "HOUSEHOLDER, false, -0.52380955, -0.76190478, 0.38095239, 0.76190479, -0.21904764, 0.60952383",
    })
    void every_orthogonal_map_gives_pythons_numbers(
            OrthogonalMap map, boolean trivialization, double a, double b, double c, double d, double e, double f) {
        try (var scope = new TensorScope()) {
            Torch.manualSeed(0);
            Linear layer = Parametrizations.orthogonal(layer(), "weight", map, trivialization);
            fill(parametrizations(layer, "weight").original(), new float[][] {{1, 0.5f, -0.25f}, {0.75f, -1, 2}});
            assertThat(get(layer, "weight").toDoubleArray())
                    .containsExactly(new double[] {a, b, c, d, e, f}, within(2e-6));
        }
    }

    @Test
    void an_orthogonal_weight_stays_so_and_keeps_its_first_value() {
        try (var scope = new TensorScope()) {
            Linear layer = new Linear(4, 4, false);
            Init.orthogonal_(layer.weight);
            Tensor first = layer.weight.detach().clone();
            Parametrizations.orthogonal(layer);
            assertThat(Torch.allclose(layer.weight, first, 1e-5, 1e-6)).isTrue();
            assertThat(layer.stateDict().keySet())
                    .containsExactly("parametrizations.weight.original", "parametrizations.weight.0.base");
            layer.call(Torch.randn(2, 4)).sum().backward();
            assertThat(parametrizations(layer, "weight").original().grad()).isNotNull();
            Parametrize.assign(layer, "weight", first.neg());
            assertThat(Torch.allclose(get(layer, "weight"), first.neg(), 1e-5, 1e-6))
                    .isTrue();
        }
    }

    @Test
    void weight_norm_splits_magnitude_and_direction() {
        try (var scope = new TensorScope()) {
            Linear layer = Parametrizations.weightNorm(layer());
            assertThat(parametrizations(layer, "weight").originals().get(0).toDoubleArray())
                    .containsExactly(5, 13);
            assertThat(layer.weight.toDoubleArray()).containsExactly(3, 0, 4, 0, 5, 12);
            fill(parametrizations(layer, "weight").originals().get(0), new float[][] {{10}, {26}});
            assertThat(layer.call(Torch.ones(1, 3)).toDoubleArray()).containsExactly(14, 34);
            Conv1d conv = Parametrizations.weightNorm(new Conv1d(2, 3, 2), "weight", null);
            assertThat(parametrizations(conv, "weight").originals().get(0).dim())
                    .isZero();
        }
    }

    @Test
    void the_new_weight_norm_reads_state_dicts_of_the_old() {
        try (var scope = new TensorScope()) {
            Linear old = WeightNorm.weightNorm(new Linear(3, 2));
            Linear layer = Parametrizations.weightNorm(new Linear(3, 2));
            layer.loadStateDict(old.stateDict());
            Tensor x = Torch.randn(2, 3);
            assertThat(Torch.equal(layer.call(x), old.call(x))).isTrue();
        }
    }

    @Test
    void spectral_norm_approaches_the_largest_singular_value() {
        try (var scope = new TensorScope()) {
            Linear layer = Parametrizations.spectralNorm(layer());
            for (int pass = 0; pass < 20; pass++) {
                layer.call(Torch.ones(1, 3));
            }
            assertThat(Linalg.matrixNorm(layer.weight, 2).item()).isCloseTo(1, within(1e-5));
            Tensor u = layer.getBuffer("parametrizations.weight.0._u").detach().clone();
            layer.eval();
            layer.call(Torch.ones(1, 3));
            assertThat(Torch.equal(layer.getBuffer("parametrizations.weight.0._u"), u))
                    .isTrue();
        }
    }

    /** Two passes before one backward pass, as in the loss of a GAN's critic. */
    @Test
    void two_passes_can_be_differentiated_together() {
        try (var scope = new TensorScope()) {
            Linear layer = Parametrizations.spectralNorm(layer());
            Tensor first = layer.call(Torch.ones(1, 3));
            Tensor u = layer.getBuffer("parametrizations.weight.0._u").clone();
            Tensor v = layer.getBuffer("parametrizations.weight.0._v").clone();
            first.sub(layer.call(Torch.zeros(1, 3))).sum().backward();
            Tensor original = parametrizations(layer, "weight").original();
            Tensor sigma = original.detach().mv(v).dot(u);
            Tensor expected = Torch.ones(2, 3)
                    .sub(Torch.outer(u, v).mul(original.detach().sum().div(sigma)))
                    .div(sigma);
            assertThat(Torch.allclose(original.grad(), expected, 1e-5, 1e-6)).isTrue();
        }
    }

    @Test
    void the_dimension_of_the_outputs_depends_on_the_class() {
        try (var scope = new TensorScope()) {
            ConvTranspose1d conv = Parametrizations.spectralNorm(new ConvTranspose1d(2, 3, 2));
            assertThat(conv.getBuffer("parametrizations.weight.0._u").shape()).containsExactly(3);
            Linear vector = Parametrizations.spectralNorm(layer(), "bias", o -> o.eps(1e-6));
            assertThat(vector.stateDict().keySet()).containsExactly("weight", "parametrizations.bias.original");
        }
    }

    @Test
    void mistakes_are_explained_in_pythons_words() {
        Linear layer = layer();
        assertThatThrownBy(() -> Parametrizations.orthogonal(layer, "bias", null, true))
                .hasMessage("Expected a matrix or batch of matrices. Got a tensor of 1 dimensions.");
        assertThatThrownBy(() -> Parametrizations.orthogonal(layer, "nope", null, true))
                .hasMessage("Module 'Linear(in_features=3, out_features=2, bias=True)' has no parameter or buffer with"
                        + " name 'nope'");
        assertThatThrownBy(() -> Parametrizations.spectralNorm(layer, "weight", o -> o.nPowerIterations(0)))
                .hasMessage("Expected n_power_iterations to be positive, but got n_power_iterations=0");
        assertThatThrownBy(() -> Parametrizations.spectralNorm(layer, "weight", o -> o.dim(2L)))
                .hasMessage("Dimension out of range (expected to be in range of [-2, 1] but got 2)");
        try (var scope = new TensorScope()) {
            Parametrizations.orthogonal(layer, "weight", OrthogonalMap.CAYLEY, false);
            assertThatThrownBy(() -> Parametrize.assign(layer, "weight", Torch.ones(2, 3)))
                    .hasMessage("It is not possible to assign to the matrix exponential or the Cayley parametrizations"
                            + " when use_trivialization=False.");
            Parametrize.removeParametrizations(layer, "weight");
            Parametrizations.orthogonal(layer);
            assertThatThrownBy(() -> Parametrize.assign(layer, "weight", Torch.ones(2, 2)))
                    .hasMessage("Expected a matrix or batch of matrices of shape torch.Size([2, 3]). Got a tensor of"
                            + " shape torch.Size([2, 2]).");
        }
    }
}
