package dev.sconce.nn.utils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sconce.nn.Conv2d;
import dev.sconce.nn.LSTM;
import dev.sconce.nn.Linear;
import dev.sconce.nn.LinearOptions;
import dev.sconce.nn.MultiheadAttention;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.init.Init;
import dev.sconce.nn.utils.parametrizations.Parametrizations;
import dev.sconce.torch.MemoryFormat;
import dev.sconce.torch.StateDict;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ModuleUtilitiesTest {

    @Test
    void the_old_weight_norm_is_computed_before_each_pass_and_can_be_removed() {
        try (var scope = new TensorScope()) {
            Linear layer = WeightNorm.weightNorm(new Linear(3, 2));
            assertThat(layer.stateDict().keySet()).containsExactly("bias", "weight_g", "weight_v");
            Init.constant_(layer.getParameter("weight_g"), 2);
            layer.call(Torch.ones(1, 3)).sum().backward();
            assertThat(layer.weight.norm(2, new long[] {1}).toDoubleArray())
                    .containsExactly(new double[] {2, 2}, within(1e-6));
            assertThat(layer.getParameter("weight_v").grad()).isNotNull();
            assertThatThrownBy(() -> WeightNorm.weightNorm(layer))
                    .hasMessage("Cannot register two weight_norm hooks on the same parameter weight");
            WeightNorm.removeWeightNorm(layer);
            assertThat(layer.stateDict().keySet()).containsExactly("bias", "weight");
            assertThatThrownBy(() -> WeightNorm.removeWeightNorm(layer))
                    .hasMessage(
                            "weight_norm of 'weight' not found in Linear(in_features=3, out_features=2, bias=True)");
        }
    }

    @Test
    void weights_of_recurrent_layers_and_of_attention_can_be_split_too() {
        try (var scope = new TensorScope()) {
            LSTM lstm = WeightNorm.weightNorm(new LSTM(2, 3), "weight_hh_l0", 0L);
            Tensor before = lstm.call(Torch.ones(4, 1, 2)).output().detach().clone();
            Init.constant_(lstm.getParameter("weight_hh_l0_g"), 5);
            assertThat(Torch.allclose(lstm.call(Torch.ones(4, 1, 2)).output(), before, 1e-3, 1e-3))
                    .isFalse();
            MultiheadAttention attention = new MultiheadAttention(4, 2);
            Parametrizations.weightNorm(attention.outProj);
            Tensor x = Torch.ones(3, 1, 4);
            Init.constant_(attention.getParameter("out_proj.parametrizations.weight.original0"), 0);
            assertThat(attention.call(x, x, x).output().abs().sum().item()).isZero();
        }
    }

    @Test
    void the_old_spectral_norm_writes_its_version_and_reads_older_state_dicts() {
        try (var scope = new TensorScope()) {
            Linear layer = SpectralNorm.spectralNorm(new Linear(4, 3));
            layer.call(Torch.ones(1, 4));
            StateDict state = layer.stateDict();
            assertThat(state.keySet()).containsExactly("bias", "weight_orig", "weight_u", "weight_v");
            assertThat(state.metadata().get("")).containsEntry("spectral_norm", Map.of("weight.version", 1));
            layer.eval();
            Tensor expected = layer.call(Torch.ones(1, 4));

            Map<String, Tensor> old = new LinkedHashMap<>(state);
            old.remove("weight_v");
            old.put("weight", layer.weight);
            Linear other = SpectralNorm.spectralNorm(new Linear(4, 3));
            other.loadStateDict(old);
            other.eval();
            assertThat(Torch.allclose(other.call(Torch.ones(1, 4)), expected, 1e-4, 1e-5))
                    .isTrue();

            SpectralNorm.removeSpectralNorm(layer);
            assertThat(layer.stateDict().keySet()).containsExactly("bias", "weight");
            assertThat(layer.stateDict().metadata().get("")).doesNotContainKey("spectral_norm");
            assertThat(Torch.allclose(layer.call(Torch.ones(1, 4)), expected, 1e-5, 1e-6))
                    .isTrue();
            assertThatThrownBy(() -> SpectralNorm.removeSpectralNorm(layer))
                    .hasMessageStartingWith("spectral_norm of 'weight' not found in Linear(");
        }
    }

    @Test
    void a_module_without_initialization_draws_no_numbers() {
        try (var scope = new TensorScope()) {
            Torch.manualSeed(0);
            Tensor first = Torch.rand(1);
            Torch.manualSeed(0);
            Linear layer = SkipInit.skipInit((Consumer<LinearOptions> options) -> new Linear(2, 3, options));
            assertThat(Torch.equal(Torch.rand(1), first)).isTrue();
            assertThat(layer.weight.shape()).containsExactly(3, 2);
            assertThat(layer.weight.device().type()).isEqualTo("cpu");
        }
    }

    @Test
    void only_convolutions_get_another_order_in_memory() {
        try (var scope = new TensorScope()) {
            Conv2d conv = new Conv2d(2, 3, 3);
            Tensor before = conv.weight.detach().clone();
            ConvMemoryFormat.convertConv2dWeightMemoryFormat(
                    new Sequential(new Sequential(conv)), MemoryFormat.CHANNELS_LAST);
            assertThat(conv.weight.strides()).containsExactly(18, 1, 6, 2);
            assertThat(Torch.equal(conv.weight, before)).isTrue();
            ConvMemoryFormat.convertConv3dWeightMemoryFormat(conv, MemoryFormat.CONTIGUOUS);
            assertThat(conv.weight.isContiguous()).isFalse();
        }
    }

    @Test
    void one_parameter_is_clipped_as_a_whole() {
        try (var scope = new TensorScope()) {
            Linear layer = new Linear(2, 1, false);
            layer.call(Torch.tensor(new float[][] {{3, 4}})).sum().backward();
            assertThat(GradientClipping.clipGradNorm_(layer.weight, 1).item()).isEqualTo(5);
            Tensor grad = Objects.requireNonNull(layer.weight.grad());
            assertThat(GradientClipping.getTotalNorm(List.of(grad)).item()).isCloseTo(1, within(1e-5));
            GradientClipping.clipGradValue_(layer.weight, 0.25);
            assertThat(grad.toDoubleArray()).containsExactly(0.25, 0.25);
        }
    }
}
