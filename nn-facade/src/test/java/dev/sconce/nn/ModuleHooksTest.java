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
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
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
