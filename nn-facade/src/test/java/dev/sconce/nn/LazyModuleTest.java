package dev.sconce.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.torch.DType;
import dev.sconce.torch.StateDict;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class LazyModuleTest {
    @Test
    void the_first_call_finds_the_sizes_and_draws_what_an_ordinary_layer_would() {
        try (var scope = new TensorScope()) {
            LazyLinear lazy = new LazyLinear(3);
            Tensor x = Torch.randn(2, 4);
            Torch.manualSeed(7);
            Tensor y = lazy.call(x);
            Torch.manualSeed(7);
            Linear ordinary = new Linear(4, 3);
            assertThat(y.equal(ordinary.call(x))).isTrue();
            assertThat(lazy).hasToString("Linear(in_features=4, out_features=3, bias=True)");
        }
    }

    @Test
    void parameters_have_no_values_before() {
        try (var scope = new TensorScope()) {
            LazyConv2d lazy = new LazyConv2d(8, 3, c -> c.padding(1));
            assertThat(lazy).hasToString("LazyConv2d(0, 8, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))");
            assertThat(lazy.weight).hasToString("<UninitializedParameter>");
            assertThat(lazy.hasUninitializedParams()).isTrue();
            assertThat(lazy.stateDict().get("weight")).isSameAs(lazy.weight);
        }
    }

    @Test
    void an_optimizer_may_hold_the_parameters_before() {
        try (var scope = new TensorScope()) {
            LazyLinear lazy = new LazyLinear(1);
            List<Parameter> before = lazy.parameters();
            lazy.call(Torch.ones(2, 5));
            assertThat(before.get(0)).isSameAs(lazy.weight);
            assertThat(before.get(0).shape()).containsExactly(1, 5);
            assertThat(before.get(0).requiresGrad()).isTrue();
        }
    }

    @Test
    void dtype_is_taken_before() {
        try (var scope = new TensorScope()) {
            LazyConvTranspose1d lazy = new LazyConvTranspose1d(2, 3);
            lazy.to(DType.FLOAT64);
            Tensor y = lazy.call(Torch.ones(options -> options.dtype(DType.FLOAT64), 1, 4, 6));
            assertThat(y.dtype()).isEqualTo(DType.FLOAT64);
            assertThat(lazy.inChannels).isEqualTo(4);
        }
    }

    @Test
    void a_state_dict_gives_shapes() {
        try (var scope = new TensorScope()) {
            Linear source = new Linear(4, 3);
            LazyLinear lazy = new LazyLinear(3);
            lazy.loadStateDict(source.stateDict());
            assertThat(lazy.hasUninitializedParams()).isFalse();
            assertThat(lazy).hasToString("LazyLinear(in_features=0, out_features=3, bias=True)");
            Tensor x = Torch.randn(2, 4);
            assertThat(lazy.call(x).equal(source.call(x))).isTrue();
            assertThat(lazy.inFeatures).isEqualTo(4);
        }
    }

    @Test
    void a_state_without_shapes_does_not_fit_an_ordinary_layer() {
        try (var scope = new TensorScope()) {
            StateDict lazy = new LazyLinear(3).stateDict();
            Linear ordinary = new Linear(4, 3);
            assertThatThrownBy(() -> ordinary.loadStateDict(lazy))
                    .hasMessageStartingWith("Can't access the shape of an uninitialized parameter or buffer.");
        }
    }

    @Test
    void copies_find_their_sizes_apart() {
        try (var scope = new TensorScope()) {
            LazyBatchNorm1d lazy = new LazyBatchNorm1d();
            Module copy = lazy.deepCopy();
            lazy.call(Torch.randn(4, 3));
            assertThat(lazy.numFeatures).isEqualTo(3);
            assertThat(copy)
                    .hasToString("LazyBatchNorm1d(0, eps=1e-05, momentum=0.1, affine=True, bias=True,"
                            + " track_running_stats=True)");
            ((LazyBatchNorm1d) copy).call(Torch.randn(4, 5));
            assertThat(copy)
                    .hasToString("BatchNorm1d(5, eps=1e-05, momentum=0.1, affine=True, bias=True,"
                            + " track_running_stats=True)");
        }
    }

    @Test
    void groups_must_divide_the_channels() {
        try (var scope = new TensorScope()) {
            LazyConv1d lazy = new LazyConv1d(4, 1, c -> c.groups(2));
            Tensor x = Torch.randn(1, 3, 5);
            assertThatThrownBy(() -> lazy.call(x)).hasMessage("in_channels must be divisible by groups");
            Tensor flat = Torch.randn(3);
            assertThatThrownBy(() -> lazy.call(flat))
                    .hasMessage("Expected 2D (unbatched) or 3D (batched) input to LazyConv1d, but got input of size:"
                            + " torch.Size([3])");
        }
    }
}
