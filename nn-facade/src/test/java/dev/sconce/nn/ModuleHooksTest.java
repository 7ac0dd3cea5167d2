package dev.sconce.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.torch.RemovableHandle;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModuleHooksTest {
    private final List<String> log = new ArrayList<>();

    @Test
    void hooks_run_in_order_around_the_forward_pass() {
        Layer layer = new Layer() {
            @Override
            protected Tensor forward(Tensor x) {
                log.add("forward");
                return x.mul(2);
            }
        };
        layer.registerForwardPreHook((module, in) -> log.add("pre1"));
        layer.registerForwardHook((module, in, out) -> log.add("post1"));
        layer.registerForwardPreHook((module, in) -> log.add("pre2"), o -> o.prepend(true));
        layer.registerForwardHook((module, in, out) -> log.add("post2"));
        assertThat(layer.call(Torch.ones(2)).sum().item()).isEqualTo(4);
        assertThat(log).containsExactly("pre2", "pre1", "forward", "post1", "post2");
    }

    @Test
    void hooks_with_keywords_take_every_option() {
        Layer layer = new Layer() {
            @Override
            protected Tensor forward(Tensor x) {
                log.add("forward");
                return x.div(0).sum().item() > 1 ? failing(x) : x;
            }

            private Tensor failing(Tensor x) {
                throw new IllegalStateException("boom " + x.numel());
            }
        };
        layer.registerForwardPreHook((module, in, kwargs) -> log.add("pre1 " + kwargs));
        layer.registerForwardPreHook((module, in, kwargs) -> log.add("pre2"), o -> o.prepend(true));
        layer.registerInputReplacer((module, in, kwargs) -> null, o -> o.prepend(true));
        layer.registerForwardHook((module, in, kwargs, out) -> log.add("post1"), o -> o.alwaysCall(true));
        layer.registerOutputReplacer(
                (module, in, kwargs, out) -> {
                    log.add("post2");
                    return null;
                },
                o -> o.prepend(true).alwaysCall(true));
        assertThatThrownBy(() -> layer.call(Torch.ones(2))).hasMessage("boom 2");
        assertThat(log).containsExactly("pre2", "pre1 {}", "forward", "post2", "post1");
    }

    @Test
    void backward_hooks_can_be_put_before_those_that_are_there() {
        Identity layer = new Identity();
        layer.registerFullBackwardHook((module, in, out) -> log.add("after1"));
        layer.registerFullBackwardHook((module, in, out) -> log.add("after2"), true);
        layer.registerFullBackwardPreHook((module, out) -> log.add("before1"));
        layer.registerFullBackwardPreHook((module, out) -> log.add("before2"), true);
        layer.registerGradInputReplacer((module, in, out) -> null, true);
        layer.registerGradOutputReplacer((module, out) -> null, true);
        layer.call(Torch.ones(1).requiresGrad_(true)).sum().backward();
        assertThat(log).containsExactly("before2", "before1", "after2", "after1");
    }

    /** What {@code register_module_*_registration_hook} see in Python when a network is made and changed. */
    @Test
    void global_hooks_see_and_replace_what_is_registered() {
        class Net extends Layer {
            Linear first = new Linear(1, 1);

            @Override
            protected Tensor forward(Tensor x) {
                return first.call(x);
            }
        }
        Identity replacement = new Identity();
        RemovableHandle modules = GlobalHooks.registerModuleModuleRegistrationHook((module, name, value) -> {
            log.add(module.getClass().getSimpleName() + "." + name);
            return name.equals("second") ? replacement : null;
        });
        RemovableHandle parameters = GlobalHooks.registerModuleParameterRegistrationHook((module, name, value) -> {
            log.add(name + " " + value.dim());
            return null;
        });
        RemovableHandle buffers = GlobalHooks.registerModuleBufferRegistrationHook((module, name, value) -> {
            log.add(name + " " + value.isPersistent());
            return null;
        });
        Net net = new Net();
        try {
            net.registerModule("second", new ReLU());
            net.registerParameter("scale", new Parameter(Torch.ones(1)));
            net.registerBuffer("mean", Torch.ones(1), false);
            assertThat(net.namedModules()).containsEntry("second", replacement);
            net.namedParameters();
        } finally {
            modules.remove();
            parameters.remove();
            buffers.remove();
        }
        net.addModule("third", new ReLU());
        assertThat(log).containsExactly("Net.first", "Net.second", "scale 1", "mean false", "weight 2", "bias 1");
    }

    @Test
    void hooks_may_replace_input_and_output() {
        Identity layer = new Identity();
        layer.registerInputReplacer((module, in) -> ((Tensor) in.get(0)).mul(10));
        layer.registerOutputReplacer((module, in, out) -> ((Tensor) out).add(1));
        layer.registerOutputReplacer((module, in, out) -> null);
        layer.registerOutputReplacer((module, in, out) -> ((Tensor) out).mul(3));
        assertThat(layer.call(Torch.ones(1)).item()).isEqualTo(33);
    }

    @Test
    void a_hook_can_be_removed_and_can_remove_itself() {
        Identity layer = new Identity();
        RemovableHandle handle = layer.registerForwardHook((module, in, out) -> log.add("a"));
        layer.call(Torch.ones(1));
        handle.remove();
        handle.remove();
        try (var temporary = layer.registerForwardHook((module, in, out) -> log.add("b"))) {
            layer.call(Torch.ones(1));
        }
        RemovableHandle[] own = new RemovableHandle[1];
        own[0] = layer.registerForwardHook((module, in, out) -> {
            log.add("once");
            own[0].remove();
        });
        layer.registerForwardHook((module, in, out) -> log.add("after"));
        layer.call(Torch.ones(1));
        layer.call(Torch.ones(1));
        assertThat(log).containsExactly("a", "b", "once", "after", "after");
    }

    @Test
    void a_hook_may_always_be_called() {
        Layer layer = new Layer() {
            @Override
            protected Tensor forward(Tensor x) {
                throw new IllegalStateException("boom");
            }
        };
        layer.registerForwardHook((module, in, out) -> log.add("always " + out), o -> o.alwaysCall(true));
        layer.registerForwardHook((module, in, out) -> log.add("plain"));
        assertThatThrownBy(() -> layer.call(Torch.ones(1))).hasMessage("boom");
        assertThat(log).containsExactly("always null");
    }

    @Test
    void hooks_see_and_replace_arguments_by_name() {
        ModuleN<Tensor> scale = new ModuleN<>() {
            @Override
            protected Tensor forward(Arguments arguments) {
                Tensor x = arguments.get(0, "x", null);
                Number factor = arguments.get(1, "scale", 1.0);
                return x.mul(factor);
            }
        };
        scale.registerInputReplacer(
                (module, args, kwargs) -> new Arguments(args, Map.of("scale", (double) kwargs.get("scale") + 1)));
        scale.registerForwardHook((module, args, kwargs, out) -> log.add(kwargs.toString()));
        assertThat(scale.call(List.of(Torch.ones(1)), Map.of("scale", 3.0)).item())
                .isEqualTo(4);
        assertThat(log).containsExactly("{scale=4.0}");
    }

    @Test
    void hooks_of_nested_modules_run_inside_out() {
        Sequential net = new Sequential(new Linear(2, 2), new ReLU());
        net.namedModules().forEach((name, module) -> {
            module.registerForwardPreHook((m, in) -> log.add("pre:" + name));
            module.registerForwardHook((m, in, out) -> log.add("post:" + name));
        });
        net.call(Torch.ones(1, 2));
        assertThat(log).containsExactly("pre:", "pre:0", "post:0", "pre:1", "post:1", "post:");
    }

    @Test
    void typed_modules_run_hooks_too() {
        Module2<Tensor, Double, Tensor> module = new Module2<>() {
            @Override
            protected Tensor forward(Tensor x, Double factor) {
                return x.mul(factor);
            }
        };
        module.registerForwardPreHook((m, in) -> log.add("factor " + in.get(1)));
        assertThat(module.call(Torch.ones(1), 2.0).item()).isEqualTo(2);
        assertThat(log).containsExactly("factor 2.0");
    }
}
