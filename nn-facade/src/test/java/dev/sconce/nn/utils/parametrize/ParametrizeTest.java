package dev.sconce.nn.utils.parametrize;

import static dev.sconce.nn.utils.parametrize.Parametrize.get;
import static dev.sconce.nn.utils.parametrize.Parametrize.parametrizations;
import static dev.sconce.nn.utils.parametrize.Parametrize.registerParametrization;
import static dev.sconce.nn.utils.parametrize.Parametrize.removeParametrizations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.nn.BatchNorm1d;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module2;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.init.Init;
import dev.sconce.nn.utils.FunctionalCall;
import dev.sconce.optim.SGD;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ParametrizeTest {

    static final class Symmetric extends Layer {
        int calls;

        @Override
        protected Tensor forward(Tensor x) {
            calls++;
            return x.triu().add(x.triu(1).mT());
        }
    }

    static final class Plus extends Layer implements RightInverse {
        @Override
        protected Tensor forward(Tensor x) {
            return x.add(1);
        }

        @Override
        public Tensor rightInverse(Tensor value) {
            return value.sub(1);
        }
    }

    /** Python's documentation has this one. */
    static final class RankOne extends Module2<Tensor, Tensor, Tensor> implements RightInverses {
        @Override
        protected Tensor forward(Tensor x, Tensor y) {
            return x.unsqueeze(-1).mul(y.unsqueeze(-2));
        }

        @Override
        public List<Tensor> rightInverse(Tensor value) {
            var svd = value.svd();
            Tensor root = svd.s().select(0, 0).sqrt();
            return List.of(svd.u().select(1, 0).mul(root), svd.v().select(1, 0).mul(root));
        }
    }

    static final class Cast extends Layer {
        @Override
        protected Tensor forward(Tensor x) {
            return x.to(DType.FLOAT64);
        }
    }

    static final class Flat extends Layer {
        @Override
        protected Tensor forward(Tensor x) {
            return x.flatten();
        }
    }

    /** Its parameter is in a final field. */
    static final class Scale extends Layer {
        final Parameter factor = new Parameter(Torch.full(new long[] {1}, 3.0));

        @Override
        protected Tensor forward(Tensor x) {
            return x.mul(factor);
        }
    }

    @Test
    void the_weight_is_computed_and_what_is_under_it_is_learned() {
        try (var scope = new TensorScope()) {
            Linear layer = new Linear(3, 3, false);
            Parameter original = layer.weight;
            SGD optimizer = new SGD(layer.parameters(), o -> o.lr(0.5));
            registerParametrization(layer, "weight", new Symmetric());
            assertThat(Torch.equal(layer.weight, layer.weight.mT())).isTrue();
            assertThat(parametrizations(layer, "weight").original()).isSameAs(original);
            assertThat(layer.namedParameters().keySet()).containsExactly("parametrizations.weight.original");
            for (int step = 0; step < 3; step++) {
                optimizer.zeroGrad();
                layer.call(Torch.ones(2, 3)).pow(2).sum().backward();
                optimizer.step();
            }
            assertThat(Torch.equal(get(layer, "weight"), layer.weight.mT())).isTrue();
            Tensor symmetric = original.triu().add(original.triu(1).mT());
            assertThat(Torch.equal(layer.weight, symmetric)).isTrue();
        }
    }

    @Test
    void several_are_applied_one_after_the_other_and_the_first_decides_where_to_begin() {
        try (var scope = new TensorScope()) {
            Linear layer = new Linear(2, 2, false);
            Init.constant_(layer.weight, 5);
            registerParametrization(layer, "weight", new Plus());
            assertThat(parametrizations(layer, "weight").original().sum().item())
                    .isEqualTo(16);
            assertThat(layer.weight.sum().item()).isEqualTo(20);
            registerParametrization(layer, "weight", new Plus());
            assertThat(layer.weight.sum().item()).isEqualTo(24);
            Parametrize.assign(layer, "weight", Torch.zeros(2, 2));
            assertThat(parametrizations(layer, "weight").original().sum().item())
                    .isEqualTo(-8);
            assertThat(get(layer, "weight").sum().item()).isZero();
            assertThat(layer.toString()).isEqualTo("""
                            ParametrizedLinear(
                              in_features=2, out_features=2, bias=False
                              (parametrizations): ModuleDict(
                                (weight): ParametrizationList(
                                  (0-1): 2 x Plus()
                                )
                              )
                            )""");
        }
    }

    @Test
    void one_of_several_tensors_has_numbered_originals() {
        try (var scope = new TensorScope()) {
            Linear layer = registerParametrization(new Linear(4, 4), "weight", new RankOne());
            assertThat(layer.stateDict().keySet())
                    .containsExactly("bias", "parametrizations.weight.original0", "parametrizations.weight.original1");
            assertThat(dev.sconce.torch.Linalg.matrixRank(layer.weight).itemLong())
                    .isEqualTo(1);
            Tensor before = layer.weight.detach().clone();
            assertThatThrownBy(() -> removeParametrizations(layer, "weight", false))
                    .hasMessage("Cannot leave unparametrized (`leave_parametrized=False`) a tensor that is parametrized"
                            + " in terms of a sequence of tensors.");
            removeParametrizations(layer, "weight");
            assertThat(Torch.equal(layer.weight, before)).isTrue();
            assertThat(layer.stateDict().keySet()).containsExactly("bias", "weight");
            assertThat(layer.weight.isLeaf()).isTrue();
        }
    }

    @Test
    void removal_leaves_the_value_or_the_original_and_the_same_parameter() {
        try (var scope = new TensorScope()) {
            Linear layer = new Linear(2, 2, false);
            Parameter original = layer.weight;
            Init.constant_(layer.weight, 5);
            registerParametrization(layer, "weight", new Symmetric());
            registerParametrization(layer, "weight", new Plus());
            removeParametrizations(layer, "weight");
            assertThat(layer.weight).isSameAs(original);
            assertThat(layer.weight.sum().item()).isEqualTo(24);
            registerParametrization(layer, "weight", new Symmetric());
            registerParametrization(layer, "weight", new Plus());
            removeParametrizations(layer, "weight", false);
            assertThat(layer.weight.sum().item()).isEqualTo(24);
            assertThat(Parametrize.isParametrized(layer)).isFalse();
            assertThat(layer).hasToString("Linear(in_features=2, out_features=2, bias=False)");
            layer.call(Torch.ones(1, 2)).sum().backward();
            assertThat(original.grad()).isNotNull();
        }
    }

    @Test
    void final_fields_and_buffers_can_be_parametrized_too() {
        try (var scope = new TensorScope()) {
            Scale scale = registerParametrization(new Scale(), "factor", new Cast(), true);
            assertThat(scale.call(Torch.ones(1)).dtype()).isEqualTo(DType.FLOAT64);
            removeParametrizations(scale, "factor", false);
            assertThat(scale.factor.dtype()).isEqualTo(DType.FLOAT32);
            BatchNorm1d norm = registerParametrization(new BatchNorm1d(1), "running_mean", new Plus());
            norm.eval();
            assertThat(norm.namedBuffers().keySet()).contains("parametrizations.running_mean.original");
            assertThat(Objects.requireNonNull(norm.runningMean).item()).isZero();
            removeParametrizations(norm, "running_mean", false);
            assertThat(Objects.requireNonNull(norm.runningMean).item()).isEqualTo(-1);
        }
    }

    @Test
    void a_copy_computes_from_its_own_originals() {
        try (var scope = new TensorScope()) {
            Linear layer = registerParametrization(new Linear(2, 2, false), "weight", new Plus());
            Linear copy = (Linear) layer.deepCopy();
            Init.constant_(copy.getParameter("parametrizations.weight.original"), 7);
            Tensor before = layer.weight.detach().clone();
            assertThat(copy.call(Torch.ones(1, 2)).sum().item()).isEqualTo(32);
            assertThat(Torch.equal(layer.weight, before)).isTrue();
            assertThat(copy.weight).isNotSameAs(layer.weight);
            copy.doubleValue();
            assertThat(copy.weight.dtype()).isEqualTo(DType.FLOAT64);
        }
    }

    @Test
    void a_cache_computes_once() {
        try (var scope = new TensorScope()) {
            Symmetric symmetric = new Symmetric();
            Linear layer = registerParametrization(new Linear(2, 2), "weight", symmetric);
            symmetric.calls = 0;
            try (var cache = Parametrize.cached()) {
                layer.call(layer.call(Torch.ones(1, 2)));
                try (var inner = Parametrize.cached()) {
                    get(layer, "weight");
                }
                get(layer, "weight");
            }
            assertThat(symmetric.calls).isEqualTo(1);
            get(layer, "weight");
            assertThat(symmetric.calls).isEqualTo(2);
        }
    }

    @Test
    void a_functional_call_replaces_the_original_or_what_is_computed() {
        try (var scope = new TensorScope()) {
            Linear layer = registerParametrization(new Linear(1, 1, false), "weight", new Plus());
            Tensor x = Torch.ones(1, 1);
            Tensor two = Torch.full(new long[] {1, 1}, 2.0);
            double before = layer.call(x).item();
            assertThat(FunctionalCall.functionalCall(layer, Map.of("parametrizations.weight.original", two), x)
                            .item())
                    .isEqualTo(3);
            assertThat(FunctionalCall.functionalCall(layer, Map.of("weight", two), x)
                            .item())
                    .isEqualTo(2);
            assertThat(layer.call(x).item()).isEqualTo(before);
        }
    }

    @Test
    void a_state_dict_goes_to_a_module_of_the_same_parametrizations() {
        try (var scope = new TensorScope()) {
            Linear from = registerParametrization(new Linear(2, 2), "weight", new Symmetric());
            Linear to = registerParametrization(new Linear(2, 2), "weight", new Symmetric());
            to.loadStateDict(from.stateDict());
            Tensor x = Torch.randn(3, 2);
            assertThat(Torch.equal(from.call(x), to.call(x))).isTrue();
            assertThatThrownBy(() -> to.loadStateDict(new Linear(2, 2).stateDict()))
                    .hasMessageContaining("Error(s) in loading state_dict for ParametrizedLinear:")
                    .hasMessageContaining("Missing key(s) in state_dict: \"parametrizations.weight.original\"");
        }
    }

    @Test
    void a_transfer_shares_the_originals() {
        try (var scope = new TensorScope()) {
            Linear from = registerParametrization(new Linear(2, 2), "weight", new Plus());
            registerParametrization(from, "bias", new Plus());
            Linear to = Parametrize.transferParametrizationsAndParams(from, new Linear(2, 2));
            assertThat(parametrizations(to, "weight").original())
                    .isSameAs(parametrizations(from, "weight").original());
            Tensor x = Torch.randn(3, 2);
            assertThat(Torch.equal(from.call(x), to.call(x))).isTrue();
        }
    }

    @Test
    void mistakes_are_explained_in_pythons_words() {
        Linear layer = new Linear(2, 2, false);
        try (var scope = new TensorScope()) {
            assertThatThrownBy(() -> registerParametrization(layer, "nope", new Plus()))
                    .hasMessage(
                            "Module 'Linear(in_features=2, out_features=2, bias=False)' does not have a parameter, a"
                                    + " buffer, or a parametrized element with name 'nope'");
            assertThatThrownBy(() -> registerParametrization(layer, "weight", new Cast()))
                    .hasMessage(
                            "Registering a parametrization may not change the dtype of the tensor, unless `unsafe`"
                                    + " flag is enabled.\nunparametrized dtype: torch.float32\nparametrized dtype: torch.float64");
            assertThatThrownBy(() -> registerParametrization(layer, "weight", new Flat()))
                    .hasMessage("Registering a parametrization may not change the shape of the tensor, unless `unsafe`"
                            + " flag is enabled.\nunparametrized shape: torch.Size([2, 2])\n"
                            + "parametrized shape: torch.Size([4])");
            assertThat(Parametrize.isParametrized(layer)).isFalse();
            registerParametrization(layer, "weight", new Symmetric());
            assertThatThrownBy(() -> registerParametrization(layer, "weight", new Flat()))
                    .hasMessage("Registering a parametrization may not change the shape of the tensor, unless the"
                            + " `unsafe` flag is enabled.\nmodule.weight.shape: torch.Size([2, 2])\n"
                            + "parametrization(module.weight).shape: torch.Size([4])");
            assertThatThrownBy(() -> Parametrize.assign(layer, "weight", Torch.zeros(2, 2)))
                    .hasMessage("parametrization Symmetric does not implement right_inverse.");
            assertThatThrownBy(() -> removeParametrizations(layer, "bias"))
                    .hasMessageEndingWith("does not have a parametrization on bias");
        }
    }
}
