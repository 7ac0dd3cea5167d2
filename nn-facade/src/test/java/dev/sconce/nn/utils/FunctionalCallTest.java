package dev.sconce.nn.utils;

import static dev.sconce.nn.utils.FunctionalCall.functionalCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sconce.nn.Arguments;
import dev.sconce.nn.BatchNorm1d;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.Substitution;
import dev.sconce.nn.Tanh;
import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.torch.Autograd;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FunctionalCallTest {

    /** A parameter in a final field, and one that has two names. */
    static final class Foo extends Layer {
        final Parameter foo = new Parameter(Torch.ones(1));
        final Parameter tied = new Parameter(Torch.ones(1));
        final Parameter alias = tied;

        @Override
        protected Tensor forward(Tensor x) {
            if (x.item() < 0) {
                throw new IllegalStateException("negative");
            }
            return x.add(foo).add(tied.mul(10)).add(alias.mul(100));
        }
    }

    private static Tensor of(double value) {
        return Torch.full(new long[] {1}, value);
    }

    @Test
    void a_call_takes_the_tensors_that_are_given_and_leaves_the_module_as_it_was() {
        try (var scope = new TensorScope()) {
            Foo module = new Foo();
            Parameter before = module.foo;
            Tensor given = of(5).requiresGrad_();
            Tensor y = functionalCall(module, Map.of("foo", given), of(0));
            y.backward();
            assertThat(y.item()).isEqualTo(115);
            assertThat(Objects.requireNonNull(given.grad()).item()).isEqualTo(1);
            assertThat(module.foo).isSameAs(before);
            assertThat(module.foo.grad()).isNull();
            assertThat(module.foo.isLeaf()).isTrue();
            assertThat(module.call(of(0)).item()).isEqualTo(111);
            assertThat(module.namedParameters().keySet()).containsExactly("foo", "tied");
        }
    }

    @Test
    void a_failure_leaves_the_module_as_it_was() {
        try (var scope = new TensorScope()) {
            Foo module = new Foo();
            assertThatThrownBy(() -> functionalCall(module, Map.of("foo", of(5), "alias", of(7)), of(-1)))
                    .hasMessage("negative");
            assertThat(module.call(of(0)).item()).isEqualTo(111);
        }
    }

    @Test
    void a_shared_parameter_stays_shared_unless_it_is_untied() {
        try (var scope = new TensorScope()) {
            Foo module = new Foo();
            Map<String, Tensor> one = Map.of("alias", of(2));
            Map<String, Tensor> two = Map.of("alias", of(2), "tied", of(3));
            assertThat(functionalCall(module, one, of(0)).item()).isEqualTo(221);
            assertThat(untied(module, one)).isEqualTo(211.0);
            assertThat(untied(module, two)).isEqualTo(231.0);
            assertThatThrownBy(() -> functionalCall(module, two, of(0)))
                    .hasMessage("functional_call got multiple values for keys ['alias', 'tied'], which are tied."
                            + " Consider using tie_weights=False");
            assertThat(module.alias).isSameAs(module.tied);
            assertThat(module.call(of(0)).item()).isEqualTo(111);
        }
    }

    private static double untied(Module module, Map<String, Tensor> values) {
        Object output = functionalCall(module, values, Arguments.of(of(0)), false, false);
        return ((Tensor) Objects.requireNonNull(output)).item();
    }

    @Test
    void names_may_have_to_be_exact() {
        try (var scope = new TensorScope()) {
            Linear module = new Linear(1, 1);
            Map<String, Tensor> values = Map.of("weight", Torch.ones(1, 1), "nope", of(1));
            assertThat(functionalCall(module, values, Torch.zeros(1, 1)).item())
                    .isEqualTo(Objects.requireNonNull(module.bias).item());
            assertThatThrownBy(() -> functionalCall(module, values, Arguments.of(of(1)), true, true))
                    .hasMessage("Error(s) in reparametrizing for Linear:\n\tUnexpected key(s): 'nope'.\n\t"
                            + "Missing key(s): 'bias'.");
            assertThatThrownBy(() -> functionalCall(module, Map.of("fc.weight", of(1)), of(1)))
                    .hasMessage("Linear has no attribute `fc`");
        }
    }

    @Test
    void what_the_module_does_to_its_buffers_goes_to_those_that_are_given() {
        try (var scope = new TensorScope()) {
            BatchNorm1d norm = new BatchNorm1d(1);
            Tensor mean = of(0);
            functionalCall(norm, Map.of("running_mean", mean), Torch.full(new long[] {4, 1}, 10.0));
            assertThat(mean.item()).isEqualTo(1);
            assertThat(Objects.requireNonNull(norm.runningMean).item()).isZero();
        }
    }

    @Test
    void the_gradients_of_samples_sum_up_to_that_of_the_batch() {
        try (var scope = new TensorScope()) {
            Sequential net = new Sequential(new Linear(3, 4), new Tanh(), new Linear(4, 1));
            Tensor x = Torch.randn(5, 3);
            Map<String, Tensor> weights = leaves(net);
            List<Tensor> perSample = new ArrayList<>();
            for (Tensor sample : x) {
                Tensor loss = functionalCall(net, weights, sample).pow(2).sum();
                perSample.add(Autograd.grad(loss, weights.get("0.weight")).get(0));
            }
            net.call(x).pow(2).sum().backward();
            Tensor whole = Objects.requireNonNull(net.getParameter("0.weight").grad());
            assertThat(Torch.allclose(Torch.stack(perSample).sum(0), whole, 1e-5, 1e-6))
                    .isTrue();
        }
    }

    /** With loss (w x - y)^2 the step inside is w' = w - a 2 x (w x - y), and dw'/dw = 1 - 2 a x^2. */
    @Test
    void a_step_of_maml_sees_through_the_step_inside() {
        try (var scope = new TensorScope()) {
            Linear net = new Linear(1, 1, false);
            Init.constant_(net.weight, 3);
            Tensor x = Torch.full(new long[] {1, 1}, 2.0);
            Tensor y = Torch.full(new long[] {1, 1}, 5.0);
            double rate = 0.1;

            Tensor inner = F.mseLoss(net.call(x), y);
            Tensor grad = Autograd.grad(List.of(inner), List.of(net.weight), o -> o.createGraph(true))
                    .get(0);
            Map<String, Tensor> stepped =
                    Map.of("weight", net.weight.sub(Objects.requireNonNull(grad).mul(rate)));
            F.mseLoss(functionalCall(net, stepped, x), y).backward();

            double weight = 3 - rate * 2 * 2 * (3 * 2 - 5);
            double expected = 2 * 2 * (weight * 2 - 5) * (1 - 2 * rate * 4);
            assertThat(Objects.requireNonNull(net.weight.grad()).item()).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void a_substitution_holds_for_several_calls() {
        try (var scope = new TensorScope()) {
            Foo module = new Foo();
            try (var substitution = Substitution.of(module, Map.of("foo", of(2)))) {
                assertThat(module.call(of(0)).item()).isEqualTo(112);
                assertThat(module.call(of(1)).item()).isEqualTo(113);
                substitution.close();
                assertThat(module.call(of(0)).item()).isEqualTo(111);
            }
            assertThat(module.call(of(0)).item()).isEqualTo(111);
        }
    }

    private static Map<String, Tensor> leaves(Module module) {
        Map<String, Tensor> leaves = new LinkedHashMap<>();
        module.namedParameters()
                .forEach((name, tensor) -> leaves.put(name, tensor.detach().requiresGrad_()));
        return leaves;
    }
}
