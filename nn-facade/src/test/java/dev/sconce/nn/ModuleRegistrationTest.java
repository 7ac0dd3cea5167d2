package dev.sconce.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModuleRegistrationTest {
    private static Tensor zeros(long... shape) {
        return Torch.zeros(shape);
    }

    static class Base extends Module {
        final Linear child = new Linear(1, 1);
        final Parameter p = new Parameter(zeros(1));

        Base() {
            addModule("added", new ReLU());
        }
    }

    static class Derived extends Base {
        final Buffer buf = new Buffer(zeros(1));
        final Tensor plain = zeros(1);
        final List<Module> list = List.of(new Linear(1, 1));
        final Linear[] array = {new Linear(1, 1)};
        final transient Module parent = new Linear(1, 1);

        @Nullable
        Linear later;

        Tensor parameterInDisguise = new Parameter(zeros(2));
    }

    @Test
    void fields_register_superclass_first_and_in_order() {
        Derived module = new Derived();
        assertThat(module.namedChildren().keySet()).containsExactly("child", "added");
        assertThat(module.namedParameters().keySet())
                .containsExactly("p", "parameterInDisguise", "child.weight", "child.bias");
        assertThat(module.namedBuffers().keySet()).containsExactly("buf");
    }

    @Test
    void a_field_that_is_set_again_is_seen_in_its_place() {
        Derived module = new Derived();
        module.later = new Linear(2, 2);
        assertThat(module.namedChildren().keySet()).containsExactly("child", "added", "later");
        Linear other = new Linear(3, 3);
        module.later = other;
        assertThat(module.namedChildren()).containsEntry("later", other);
        module.later = null;
        assertThat(module.namedChildren()).doesNotContainKey("later");
        assertThat(module.toString()).contains("(later): None");
    }

    @Test
    void registered_names_may_be_other_than_those_of_fields() {
        class Named extends Module {
            @RegisteredAs("self_attn")
            final Linear selfAttn = new Linear(1, 1);
        }
        assertThat(new Named().stateDict().keySet()).containsExactly("self_attn.weight", "self_attn.bias");
    }

    @Test
    void register_returns_its_module_and_agrees_with_the_field() {
        class Explicit extends Module {
            final Linear first = register("first", new Linear(1, 1));
            final Linear second = register("2", new Linear(1, 1));
        }
        Explicit module = new Explicit();
        assertThat(module.getSubmodule("first")).isSameAs(module.first);
        assertThat(module.namedModules("", false).keySet()).containsExactly("", "first", "2", "second");
        assertThat(module.namedModules().keySet()).containsExactly("", "first", "2");
    }

    @Test
    void an_inner_class_does_not_register_its_outer_module() {
        class Outer extends Module {
            class Inner extends Module {}

            final Inner inner = new Inner();
        }
        assertThat(new Outer().namedModules().keySet()).containsExactly("", "inner");
    }

    @Test
    void bad_names_are_refused_in_pythons_words() {
        Module module = new Module() {
            final int taken = 3;

            @Override
            public String extraRepr() {
                return "taken=" + taken;
            }
        };
        assertThatThrownBy(() -> module.addModule("x.y", null)).hasMessage("module name can't contain \".\", got: x.y");
        assertThatThrownBy(() -> module.addModule("", null)).hasMessage("module name can't be empty string \"\"");
        assertThatThrownBy(() -> module.addModule("taken", null)).hasMessage("attribute 'taken' already exists");
        assertThatThrownBy(() -> module.registerParameter("x.y", null))
                .hasMessage("parameter name can't contain \".\"");
        assertThatThrownBy(() -> module.registerBuffer("", null)).hasMessage("buffer name can't be empty string \"\"");
        assertThatThrownBy(() -> module.registerBuffer("taken", null)).hasMessage("attribute 'taken' already exists");
    }

    @Test
    void null_entries_are_kept_and_skipped() {
        Module module = new Module() {};
        module.addModule("none", null);
        module.registerParameter("p", null);
        module.registerBuffer("b", null);
        assertThat(module.stateDict()).isEmpty();
        assertThat(module.namedChildren()).isEmpty();
        assertThat(module).hasToString("Module(\n  (none): None\n)");
    }

    @Test
    void buffers_may_be_left_out_of_the_state_dict() {
        Module module = new Module() {};
        module.registerBuffer("kept", zeros(1));
        module.registerBuffer("left", zeros(1), false);
        assertThat(module.namedBuffers().keySet()).containsExactly("kept", "left");
        assertThat(module.stateDict().keySet()).containsExactly("kept");
    }

    @Test
    void shared_modules_and_parameters_appear_once() {
        Linear shared = new Linear(2, 2);
        Sequential net = new Sequential(new Linear(2, 2), shared, new ReLU(), shared);
        assertThat(net.namedChildren().keySet()).containsExactly("0", "1", "2");
        assertThat(net.namedModules("", false).keySet()).containsExactly("", "0", "1", "2", "3");
        assertThat(net.namedParameters("", true, false).keySet())
                .containsExactly("0.weight", "0.bias", "1.weight", "1.bias", "3.weight", "3.bias");
        assertThat(net.parameters()).hasSize(4);
        assertThat(net.stateDict().keySet())
                .containsExactly("0.weight", "0.bias", "1.weight", "1.bias", "3.weight", "3.bias");
        assertThat(net.size()).isEqualTo(4);
    }

    @Test
    void tied_weights_are_one_parameter() {
        class Tied extends Module {
            final Embedding emb = new Embedding(5, 3);
            final Linear out = new Linear(3, 5, false);

            Tied() {
                out.weight = emb.weight;
            }
        }
        Tied module = new Tied();
        assertThat(module.namedParameters().keySet()).containsExactly("emb.weight");
        assertThat(module.stateDict().keySet()).containsExactly("emb.weight", "out.weight");
    }

    @Test
    void paths_lead_to_modules_parameters_and_buffers() {
        Sequential net = new Sequential(new Sequential(new Linear(2, 3), new BatchNorm1d(3)), new Linear(3, 1));
        assertThat(net.getSubmodule("")).isSameAs(net);
        assertThat(net.getSubmodule("0.0")).hasToString("Linear(in_features=2, out_features=3, bias=True)");
        assertThat(net.getParameter("0.0.weight").shape()).containsExactly(3, 2);
        assertThat(net.getBuffer("0.1.running_mean").shape()).containsExactly(3);
        assertThatThrownBy(() -> net.getSubmodule("0.7")).hasMessage("Sequential has no attribute `7`");
        assertThatThrownBy(() -> net.getSubmodule("1.weight")).hasMessage("`weight` is not an nn.Module");
        assertThatThrownBy(() -> net.getParameter("0.1.running_mean"))
                .hasMessage("`running_mean` is not an nn.Parameter");
        assertThatThrownBy(() -> net.getBuffer("1.weight")).hasMessage("`weight` is not a buffer");
        net.setSubmodule("0.0", new Linear(2, 3, false));
        assertThat(net.getSubmodule("0.0")).hasToString("Linear(in_features=2, out_features=3, bias=False)");
        assertThatThrownBy(() -> net.setSubmodule("0.9", new ReLU(), true))
                .hasMessage("Sequential has no attribute `9`");
    }

    @Test
    void a_final_field_is_not_replaced_behind_its_back() {
        Base module = new Base();
        assertThatThrownBy(() -> module.setSubmodule("child", new Linear(2, 2)))
                .hasMessageContaining("Base.child is final");
        assertThat(module.namedChildren()).containsEntry("child", module.child);
    }

    @Test
    void parameters_are_found_by_prefix_and_depth() {
        Sequential net = new Sequential(Map.of("a", new Linear(1, 1)));
        assertThat(net.namedParameters("net", true, true).keySet()).containsExactly("net.a.weight", "net.a.bias");
        assertThat(net.namedParameters("", false, true)).isEmpty();
        assertThat(net.namedModules("net", true).keySet()).containsExactly("net", "net.a");
    }

    @Test
    void a_parameter_of_integers_is_refused_in_python_s_words() {
        try (var scope = new TensorScope()) {
            assertThatThrownBy(() -> new Parameter(Torch.arange(3)))
                    .hasMessage("Only Tensors of floating point and complex dtype can require gradients");
            assertThat(new Parameter(Torch.arange(3), false).requiresGrad()).isFalse();
        }
    }
}
