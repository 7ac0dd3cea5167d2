package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.tensor;

import dev.sconce.nn.Arguments;
import dev.sconce.nn.Identity;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.ModuleN;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.torch.StateDict;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code hooks/*}: forward and state-dict hooks. */
@SuppressWarnings("UnusedVariable") // modules find their fields by reflection
final class HookSnippets {
    private HookSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("hooks/order", HookSnippets::order);
        table.put("hooks/prepend", HookSnippets::prepend);
        table.put("hooks/pre_replaces_input", HookSnippets::preReplacesInput);
        table.put("hooks/forward_replaces_output", HookSnippets::forwardReplacesOutput);
        table.put("hooks/with_kwargs", HookSnippets::withKwargs);
        table.put("hooks/always_call", HookSnippets::alwaysCall);
        table.put("hooks/nested_order", HookSnippets::nestedOrder);
        table.put("hooks/state_dict", HookSnippets::stateDict);
        table.put("hooks/feature_extract", HookSnippets::featureExtract);
        table.put("hooks/pre_kwargs_bad_return", HookSnippets::preKwargsBadReturn);
    }

    private static void order(Observations out) {
        List<String> log = new ArrayList<>();
        class M extends Layer {
            @Override
            protected Tensor forward(Tensor x) {
                log.add("forward");
                return x.mul(2);
            }

            void forwardDirectly() {
                forward(ones(2));
            }
        }
        M m = new M();
        m.registerForwardPreHook((mod, inp) -> log.add("pre1"));
        m.registerForwardHook((mod, inp, o) -> log.add("post1"));
        m.registerForwardPreHook((mod, inp) -> log.add("pre2"));
        m.registerForwardHook((mod, inp, o) -> log.add("post2"));
        Tensor y = m.call(ones(2));
        out.out("log", log);
        out.out("y", y);
        int before = log.size();
        m.forwardDirectly();
        out.out("direct_forward_skips_hooks", log.subList(before, log.size()));
    }

    private static void prepend(Observations out) {
        List<String> log = new ArrayList<>();
        Identity m = new Identity();
        m.registerForwardPreHook((mod, i) -> log.add("pre_a"));
        m.registerForwardPreHook((mod, i) -> log.add("pre_b"), o -> o.prepend(true));
        m.registerForwardHook((mod, i, o) -> log.add("a"));
        m.registerForwardHook((mod, i, o) -> log.add("b"), o -> o.prepend(true));
        m.registerForwardHook((mod, i, o) -> log.add("c"));
        m.call(ones(1));
        out.out("log", log);
    }

    private static void preReplacesInput(Observations out) {
        class M extends ModuleN<Tensor> {
            @Override
            protected Tensor forward(Arguments arguments) {
                Tensor a = arguments.get(0, "a", null);
                Tensor b = arguments.get(1, "b", null);
                return b == null ? a : a.add(b);
            }
        }
        M m = new M();
        var h = m.registerInputReplacer((mod, inp) -> tensorOf(inp.get(0)).mul(10));
        out.out("single", m.call(tensor(1., 2.)));
        h.remove();
        m.registerInputReplacer((mod, inp) -> List.of(tensorOf(inp.get(0)).mul(10), tensor(5., 5.)));
        out.out("tuple", m.call(tensor(1., 2.)));
    }

    private static void forwardReplacesOutput(Observations out) {
        List<Object> seen = new ArrayList<>();
        Identity m = new Identity();
        m.registerOutputReplacer((mod, i, o) -> tensorOf(o).add(1));
        m.registerForwardHook((mod, i, o) -> seen.add(tensorOf(o).toList()));
        m.registerOutputReplacer((mod, i, o) -> tensorOf(o).mul(3));
        out.out("y", m.call(tensor(1., 2.)));
        out.out("seen_by_second", seen);
    }

    private static void withKwargs(Observations out) {
        List<@Nullable Object> seen = new ArrayList<>();
        class M extends ModuleN<Tensor> {
            @Override
            protected Tensor forward(Arguments arguments) {
                Tensor x = arguments.get(0, "x", null);
                return x.mul(arguments.<Double>get(1, "scale", 1.0));
            }
        }
        M m = new M();
        m.registerInputReplacer((mod, args, kwargs) -> {
            seen.add(List.copyOf(kwargs.keySet()));
            return new Arguments(args, Map.of("scale", number(kwargs.get("scale")) + 1));
        });
        m.registerOutputReplacer((mod, args, kwargs, o) -> {
            seen.add(kwargs.get("scale"));
            return tensorOf(o).sub(1);
        });
        out.out("y", m.call(List.of(tensor(new double[] {2.})), Map.of("scale", 3.0)));
        out.out("seen", seen);
    }

    private static void preKwargsBadReturn(Observations out) {
        out.refused(
                "error",
                "new Identity().registerInputReplacer((mod, a, k) -> %s);",
                "new Arguments(a, k)",
                "List.of(1, 2, 3)");
    }

    private static void alwaysCall(Observations out) {
        List<Object> log = new ArrayList<>();
        class Boom extends Layer {
            @Override
            protected Tensor forward(Tensor x) {
                throw new IllegalStateException("boom");
            }
        }
        Boom m = new Boom();
        m.registerForwardHook((mod, i, o) -> log.add(Tuple.of("always", o == null)), o -> o.alwaysCall(true));
        m.registerForwardHook((mod, i, o) -> log.add(Tuple.of("plain", o == null)));
        out.error("error", () -> m.call(ones(1)));
        out.out("log", log);
    }

    private static void nestedOrder(Observations out) {
        List<String> log = new ArrayList<>();
        Sequential net = new Sequential(new Linear(2, 2), new ReLU());
        net.namedModules().forEach((n, mod) -> {
            mod.registerForwardPreHook((mo, i) -> log.add("pre:" + n));
            mod.registerForwardHook((mo, i, o) -> log.add("post:" + n));
        });
        net.call(ones(1, 2));
        out.out("log", log);
    }

    private static void stateDict(Observations out) {
        List<Object> log = new ArrayList<>();
        Linear m = new Linear(1, 1);
        m.registerStateDictPreHook((mo, prefix, keep) -> log.add(List.of("sd_pre", prefix, keep)));
        m.registerStateDictPostHook((mo, sd, prefix, meta) -> {
            sd.put(prefix + "extra", tensor(7.));
            log.add(List.of("sd_post", prefix));
        });
        StateDict sd = m.stateDict("p.");
        out.out("keys", Py.names(sd));
        out.out("log", log);
        int before = log.size();
        Linear n = new Linear(1, 1);
        n.registerLoadStateDictPreHook((mo, load, prefix) -> log.add(
                List.of("load_pre", prefix, true, List.copyOf(load.values().keySet()))));
        n.registerLoadStateDictPostHook((mo, inc) -> inc.missingKeys().clear());
        out.out("result", n.loadStateDict(Map.of("weight", ones(1, 1))).toString());
        out.out("log2", log.subList(before, log.size()));
    }

    private static void featureExtract(Observations out) {
        Map<String, Object> feats = new LinkedHashMap<>();
        Map<String, Module> layers = new LinkedHashMap<>();
        layers.put("fc1", new Linear(3, 4));
        layers.put("act", new ReLU());
        layers.put("fc2", new Linear(4, 2));
        Sequential net = new Sequential(layers);
        net.namedChildren()
                .forEach((n, mod) -> mod.registerForwardHook((mo, i, o) -> feats.put(n, Py.shape(tensorOf(o)))));
        net.call(ones(5, 3));
        out.out("shapes", feats);
    }

    private static Tensor tensorOf(@Nullable Object value) {
        return (Tensor) Objects.requireNonNull(value);
    }

    private static double number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).doubleValue();
    }
}
