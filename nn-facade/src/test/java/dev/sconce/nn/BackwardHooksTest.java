package dev.sconce.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.nn.init.Init;
import dev.sconce.nn.utils.GradientClipping;
import dev.sconce.nn.utils.ParameterVectors;
import dev.sconce.torch.RemovableHandle;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BackwardHooksTest {
    private final List<String> log = new ArrayList<>();

    private static Linear fourTimes() {
        Linear layer = new Linear(2, 1, false);
        Init.constant_(layer.weight, 4);
        return layer;
    }

    private static double gradOf(Tensor tensor) {
        return Objects.requireNonNull(tensor.grad()).flatten().select(0, 0).item();
    }

    @Test
    void hooks_see_the_gradients_of_inputs_and_outputs() {
        try (var scope = new TensorScope()) {
            Linear layer = fourTimes();
            layer.registerFullBackwardHook((module, in, out) ->
                    log.add(in.get(0).sum().item() + " " + out.get(0).sum().item()));
            Tensor x = Torch.ones(1, 2).requiresGrad_();
            layer.call(x).sum().backward();
            assertThat(log).containsExactly("8.0 1.0");
            assertThat(gradOf(x)).isEqualTo(4);
        }
    }

    @Test
    void hooks_may_replace_gradients() {
        try (var scope = new TensorScope()) {
            Linear layer = fourTimes();
            Tensor x = Torch.ones(1, 2).requiresGrad_();
            RemovableHandle handle = layer.registerGradInputReplacer(
                    (module, in, out) -> List.of(in.get(0).mul(10)));
            layer.call(x).sum().backward();
            assertThat(gradOf(x)).isEqualTo(40);
            assertThat(gradOf(layer.weight)).isEqualTo(1);
            handle.remove();
            x.setGrad(null);
            layer.zeroGrad();
            layer.registerGradOutputReplacer((module, out) -> List.of(out.get(0).mul(5)));
            layer.call(x).sum().backward();
            assertThat(gradOf(x)).isEqualTo(20);
            assertThat(gradOf(layer.weight)).isEqualTo(5);
        }
    }

    @Test
    void an_input_without_gradient_is_null() {
        try (var scope = new TensorScope()) {
            Linear layer = fourTimes();
            layer.registerFullBackwardHook((module, in, out) -> log.add(String.valueOf(in.get(0))));
            layer.call(Torch.ones(1, 2)).sum().backward();
            assertThat(log).containsExactly("null");
        }
    }

    @Test
    void hooks_of_all_modules_run_before_a_modules_own() {
        Sequential net = new Sequential(new ReLU());
        net.get(0).registerForwardHook((module, in, out) -> log.add("own"));
        try (var all = GlobalHooks.registerModuleForwardHook((module, in, out) -> log.add("all " + module.getName()))) {
            net.call(Torch.ones(1));
        }
        net.call(Torch.ones(1));
        assertThat(log).containsExactly("all ReLU", "own", "all Sequential", "own");
    }

    @Test
    void gradients_are_clipped_to_a_norm() {
        try (var scope = new TensorScope()) {
            Linear layer = fourTimes();
            layer.call(Torch.full(new long[] {1, 2}, 30.0)).sum().backward();
            assertThat(GradientClipping.clipGradNorm_(layer.parameters(), 1).item())
                    .isBetween(42.4, 42.5);
            assertThat(gradOf(layer.weight)).isBetween(0.7071, 0.7072);
            GradientClipping.clipGradValue_(layer.parameters(), 0.5);
            assertThat(gradOf(layer.weight)).isEqualTo(0.5);
        }
    }

    @Test
    void parameters_become_a_vector_and_back() {
        try (var scope = new TensorScope()) {
            Linear layer = new Linear(2, 1);
            assertThat(ParameterVectors.parametersToVector(layer.parameters()).shape())
                    .containsExactly(3);
            ParameterVectors.vectorToParameters(Torch.full(new long[] {3}, 7.0), layer.parameters());
            assertThat(layer.weight.sum().item()).isEqualTo(14);
            assertThat(layer.weight.requiresGrad()).isTrue();
        }
    }

    @Test
    void a_copy_has_parameters_of_its_own() {
        Linear shared = new Linear(1, 1);
        Sequential net = new Sequential(shared, shared, new Dropout());
        net.eval();
        Sequential copy = (Sequential) net.deepCopy();
        assertThat(copy.get(0)).isSameAs(copy.get(1)).isNotSameAs(shared);
        assertThat(copy.get(2).isTraining()).isFalse();
        Init.constant_(copy.get(0, Linear.class).weight, 100);
        assertThat(shared.weight.item()).isNotEqualTo(100);
        copy.append(new ReLU());
        assertThat(net.size()).isEqualTo(3);
    }

    @Test
    void hooks_see_the_gradients_of_the_tensors_in_a_record() {
        try (var scope = new TensorScope()) {
            LSTM lstm = new LSTM(3, 2);
            lstm.registerFullBackwardHook(
                    (module, in, out) -> log.add(in.size() + " in, " + out.size() + " out, state " + out.get(1)));
            lstm.registerGradOutputReplacer(
                    (module, out) -> Arrays.asList(out.get(0).mul(0), out.get(1)));
            Tensor x = Torch.randn(4, 1, 3).requiresGrad_();
            RecurrentOutput<Tensor, LSTMState> result = lstm.call(x);
            result.output().sum().backward();
            assertThat(log).containsExactly("1 in, 2 out, state null");
            assertThat(gradOf(x)).isZero();
        }
    }
}
