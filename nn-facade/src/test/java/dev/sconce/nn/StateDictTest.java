package dev.sconce.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.torch.StateDict;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateDictTest {
    private static Sequential net() {
        return new Sequential(new Linear(1, 2), new BatchNorm1d(2));
    }

    @Test
    void names_order_and_versions_are_pythons() {
        StateDict state = net().stateDict();
        assertThat(state.keySet())
                .containsExactly(
                        "0.weight",
                        "0.bias",
                        "1.weight",
                        "1.bias",
                        "1.running_mean",
                        "1.running_var",
                        "1.num_batches_tracked");
        assertThat(state.metadata().keySet()).containsExactly("", "0", "1");
        assertThat(state.metadata().get("0")).containsEntry("version", 1);
        assertThat(state.metadata().get("1")).containsEntry("version", 2);
        assertThat(state.values()).noneMatch(Tensor::requiresGrad);
    }

    @Test
    void a_destination_and_a_prefix_are_used() {
        StateDict destination = new StateDict();
        destination.put("first", Torch.zeros(1));
        Linear layer = new Linear(1, 2);
        assertThat(layer.stateDict(destination, "net.", true)).isSameAs(destination);
        assertThat(destination.keySet()).containsExactly("first", "net.weight", "net.bias");
        assertThat(destination.get("net.weight")).isSameAs(layer.weight);
        assertThat(destination.metadata().keySet()).containsExactly("net");
    }

    @Test
    void a_state_dict_shares_memory_with_the_module() {
        Linear layer = new Linear(1, 1, false);
        StateDict state = layer.stateDict();
        try (var noGrad = Torch.noGrad()) {
            layer.weight.fill_(9);
        }
        assertThat(state.get("weight").item()).isEqualTo(9);
        state.get("weight").zero_();
        assertThat(layer.weight.item()).isZero();
    }

    @Test
    void loading_copies_into_the_parameters() {
        Sequential from = net();
        Sequential to = net();
        Parameter weight = to.get(0, Linear.class).weight;
        IncompatibleKeys keys = to.loadStateDict(from.stateDict());
        assertThat(keys).hasToString("<All keys matched successfully>");
        assertThat(to.get(0, Linear.class).weight).isSameAs(weight);
        assertThat(weight.equal(from.get(0, Linear.class).weight)).isTrue();
        assertThat(weight.requiresGrad()).isTrue();
    }

    @Test
    void missing_and_unexpected_names_are_all_told() {
        Sequential net = new Sequential(new Linear(1, 2), new Linear(2, 1));
        Map<String, Tensor> state = new LinkedHashMap<>(net.stateDict());
        state.remove("0.bias");
        state.remove("1.weight");
        state.put("extra", Torch.zeros(1));
        state.put("7.weight", Torch.zeros(1));
        assertThatThrownBy(() -> net.loadStateDict(state))
                .isInstanceOf(TorchException.class)
                .hasMessage("Error(s) in loading state_dict for Sequential:\n"
                        + "\tMissing key(s) in state_dict: \"0.bias\", \"1.weight\". \n"
                        + "\tUnexpected key(s) in state_dict: \"extra\", \"7.weight\". ");
        IncompatibleKeys keys = net.loadStateDict(state, false);
        assertThat(keys)
                .hasToString("_IncompatibleKeys(missing_keys=['0.bias', '1.weight'],"
                        + " unexpected_keys=['extra', '7.weight'])");
    }

    @Test
    void shapes_that_differ_are_an_error_even_if_not_strict() {
        Linear layer = new Linear(2, 3);
        StateDict other = new Linear(4, 3).stateDict();
        assertThatThrownBy(() -> layer.loadStateDict(other, false))
                .hasMessage("Error(s) in loading state_dict for Linear:\n"
                        + "\tsize mismatch for weight: copying a param with shape torch.Size([3, 4]) from checkpoint,"
                        + " the shape in current model is torch.Size([3, 2]).");
    }

    @Test
    void a_dict_from_before_version_2_has_no_number_of_batches() {
        BatchNorm1d norm = new BatchNorm1d(2);
        Map<String, Tensor> old = new LinkedHashMap<>(norm.stateDict());
        old.remove("num_batches_tracked");
        assertThat(norm.loadStateDict(old).missingKeys()).isEmpty();
    }

    @Test
    void assigning_takes_dtype_and_values_of_the_dict() {
        Linear layer = new Linear(2, 1);
        Parameter weight = layer.weight;
        StateDict wide = new StateDict();
        wide.put("weight", Torch.ones(o -> o.dtype(dev.sconce.torch.DType.FLOAT64), 1, 2));
        wide.put("bias", Torch.ones(o -> o.dtype(dev.sconce.torch.DType.FLOAT64), 1));
        layer.loadStateDict(wide, true, true);
        assertThat(layer.weight).isSameAs(weight);
        assertThat(weight.dtype()).isEqualTo(dev.sconce.torch.DType.FLOAT64);
        assertThat(weight.toDoubleArray()).containsExactly(1, 1);
        assertThat(weight.requiresGrad()).isTrue();
    }

    @Test
    void extra_state_goes_with_the_dict() {
        class Counter extends Module implements ExtraState {
            private @Nullable Object state = 3L;

            @Override
            public @Nullable Object getExtraState() {
                return state;
            }

            @Override
            public void setExtraState(@Nullable Object state) {
                this.state = state;
            }
        }
        Counter from = new Counter();
        from.setExtraState(5L);
        StateDict state = from.stateDict();
        assertThat(state.all()).containsEntry("_extra_state", 5L);
        Counter to = new Counter();
        to.loadStateDict(state);
        assertThat(to.getExtraState()).isEqualTo(5L);
        assertThatThrownBy(() -> new Counter().loadStateDict(Map.of()))
                .hasMessageContaining("Missing key(s) in state_dict: \"_extra_state\". ");
    }

    @Test
    void hooks_see_saving_and_loading() {
        Linear layer = new Linear(1, 1);
        layer.registerStateDictPostHook(
                (module, state, prefix, metadata) -> state.put(prefix + "extra", Torch.ones(1)));
        assertThat(layer.stateDict("p.").keySet()).containsExactly("p.weight", "p.bias", "p.extra");
        Linear other = new Linear(1, 1);
        other.registerLoadStateDictPreHook(
                (module, load, prefix) -> load.values().remove(prefix + "extra"));
        assertThat(other.loadStateDict(layer.stateDict()).unexpectedKeys()).isEmpty();
        Linear third = new Linear(1, 1);
        third.registerLoadStateDictPostHook((module, keys) -> keys.missingKeys().clear());
        assertThat(third.loadStateDict(Map.of("weight", Torch.ones(1, 1))).missingKeys())
                .isEmpty();
    }
}
