package dev.sconce.it.walk;

import static dev.sconce.torch.Torch.full;
import static dev.sconce.torch.Torch.noGrad;
import static dev.sconce.torch.Torch.ones;

import dev.sconce.it.programs.ProgramsTest;
import dev.sconce.it.python.LiveTest;
import dev.sconce.nn.Arguments;
import dev.sconce.nn.BatchNorm1d;
import dev.sconce.nn.GlobalHooks;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module2;
import dev.sconce.nn.ModuleN;
import dev.sconce.nn.Sequential;
import dev.sconce.torch.RemovableHandle;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TorchException;
import dev.sconce.torch.Tuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Hooks around calls, gradients and state dicts: their order, what they may replace, what goes wrong. */
@LiveTest
class HooksTest extends ProgramsTest {

    static class Doubling extends Layer {
        @Override
        protected Tensor forward(Tensor x) {
            return x.mul(2);
        }
    }

    private static Tensor tensor(@Nullable Object value) {
        return (Tensor) Objects.requireNonNull(value);
    }

    @Test
    void order() {
        var net = new Doubling();
        var handles = List.of(
                net.registerForwardPreHook((m, args) -> print("pre 1")),
                net.registerForwardPreHook((m, args) -> print("pre 2"), o -> o.prepend(true)),
                GlobalHooks.registerModuleForwardPreHook((m, args) -> print("every pre")),
                net.registerForwardHook((m, args, out) -> print("post 1", out)),
                net.registerForwardHook((m, args, out) -> print("post 2", args.get(0)), o -> o.prepend(true)),
                GlobalHooks.registerModuleForwardHook((m, args, out) -> print("every post")));
        print(net.call(ones(1)));
        handles.get(1).remove();
        handles.get(3).remove();
        handles.get(3).remove();
        print(net.call(ones(1)));
        handles.forEach(RemovableHandle::remove);
        print(net.call(ones(1)));
    }

    @Test
    void removedWhileTheyRun() {
        var net = new Doubling();
        var handles = new LinkedHashMap<String, RemovableHandle>();
        handles.put("first", net.registerForwardPreHook((m, args) -> {
            print("first");
            handles.values().forEach(RemovableHandle::remove);
            net.registerForwardPreHook((m2, args2) -> print("third"));
        }));
        handles.put("second", net.registerForwardPreHook((m, args) -> print("second")));
        net.call(ones(1));
        print("again");
        net.call(ones(1));
    }

    @Test
    void replacing() {
        var net = new Doubling();
        net.registerInputReplacer((m, args) -> tensor(args.get(0)).add(1));
        net.registerInputReplacer((m, args) -> List.of(tensor(args.get(0)).mul(10)));
        net.registerOutputReplacer((m, args, out) -> tensor(out).add(tensor(args.get(0))));
        net.registerOutputReplacer((m, args, out) -> null);
        print(net.call(ones(1)));
    }

    @Test
    void byName() {
        class Scaled extends ModuleN<Tensor> {
            @Override
            protected Tensor forward(Arguments arguments) {
                Tensor x = arguments.get(0, "x", null);
                Double factor = arguments.get(1, "factor", 1.0);
                return x.mul(factor);
            }
        }

        var net = new Scaled();
        net.registerForwardPreHook((m, args, kwargs) -> print(args.size(), kwargs));
        net.registerInputReplacer((m, args, kwargs) -> new Arguments(args, Map.of("factor", factor(kwargs) + 1)));
        net.registerForwardHook((m, args, kwargs, out) -> print(kwargs, out));
        net.registerOutputReplacer((m, args, kwargs, out) -> tensor(out).add(factor(kwargs)));
        try (var handle = GlobalHooks.registerModuleForwardHook((m, args, kwargs, out) -> print("every", kwargs))) {
            print(net.call(List.of(ones(1)), Map.of("factor", 2.0)));
        }
    }

    private static double factor(Map<String, @Nullable Object> kwargs) {
        return (Double) Objects.requireNonNull(kwargs.get("factor"));
    }

    @Test
    void alwaysCalled() {
        class Failing extends Layer {
            @Override
            protected Tensor forward(Tensor x) {
                throw new TorchException("forward fails");
            }
        }

        var net = new Failing();
        net.registerForwardHook((m, args, out) -> print("only after success"));
        net.registerForwardHook(
                (m, args, out) -> {
                    print("fails with", out);
                    throw new TorchException("hook fails");
                },
                o -> o.alwaysCall(true));
        net.registerOutputReplacer(
                (m, args, out) -> {
                    print("second", out);
                    return "told";
                },
                o -> o.alwaysCall(true));
        net.registerForwardHook((m, args, out) -> print("third", out), o -> o.alwaysCall(true));
        try (var handle =
                GlobalHooks.registerModuleForwardHook((m, args, out) -> print("every", out), o -> o.alwaysCall(true))) {
            printError(() -> net.call(ones(1)));
        }

        var fine = new Doubling();
        fine.registerForwardHook((m, args, out) -> print("before", out), o -> o.alwaysCall(true));
        fine.registerForwardHook((m, args, out) -> {
            throw new TorchException("a hook fails");
        });
        fine.registerForwardHook((m, args, out) -> print("after", out), o -> o.alwaysCall(true));
        printError(() -> fine.call(ones(1)));
    }

    @Test
    void gradients() {
        var net = new Linear(2, 1, false);
        net.weight.data().fill_(3);
        var handles = List.of(
                net.registerFullBackwardHook((m, gin, gout) -> print("after 1", gin.get(0), gout.get(0))),
                net.registerFullBackwardHook((m, gin, gout) -> print("after 2"), true),
                net.registerFullBackwardPreHook((m, gout) -> print("before 1", gout.get(0))),
                net.registerFullBackwardPreHook((m, gout) -> print("before 2"), true),
                GlobalHooks.registerModuleFullBackwardHook((m, gin, gout) -> print("every after")),
                GlobalHooks.registerModuleFullBackwardPreHook((m, gout) -> print("every before")));
        Tensor x = ones(1, 2).requiresGrad_(true);
        net.call(x).sum().backward();
        print(x.grad(), net.weight.grad());
        handles.forEach(RemovableHandle::remove);

        x.setGrad(null);
        net.zeroGrad();
        handles = List.of(
                net.registerGradOutputReplacer(
                        (m, gout) -> List.of(tensor(gout.get(0)).mul(2))),
                net.registerGradInputReplacer(
                        (m, gin, gout) -> List.of(tensor(gin.get(0)).add(tensor(gout.get(0))))),
                GlobalHooks.registerModuleGradOutputReplacer(
                        (m, gout) -> List.of(tensor(gout.get(0)).add(1))),
                GlobalHooks.registerModuleGradInputReplacer(
                        (m, gin, gout) -> List.of(tensor(gin.get(0)).mul(100))));
        net.call(x).sum().backward();
        print(x.grad(), net.weight.grad());
        handles.forEach(RemovableHandle::remove);
    }

    @Test
    void gradientsThatDoNotFit() {
        var net = new Linear(2, 1);
        Tensor x = ones(1, 2).requiresGrad_(true);
        try (var handle =
                net.registerGradInputReplacer((m, gin, gout) -> List.of(tensor(gin.get(0)), tensor(gin.get(0))))) {
            printError(() -> net.call(x).sum().backward());
        }
        try (var handle = net.registerGradOutputReplacer((m, gout) -> List.of())) {
            printError(() -> net.call(x).sum().backward());
        }
        net.registerFullBackwardHook((m, gin, gout) -> print(gin.get(0) == null ? "(None,)" : gin, gout.get(0)));
        net.call(ones(1, 2)).sum().backward();
        net.registerGradInputReplacer((m, gin, gout) -> gout);
        printError(() -> net.call(ones(1, 2)).sum().backward());
    }

    @Test
    void severalInputsAndOutputs() {
        class Pair extends Module2<Tensor, Tensor, Tuple> {
            @Override
            protected Tuple forward(Tensor a, Tensor b) {
                return Tuple.of(a.mul(2), b.mul(3));
            }
        }

        var net = new Pair();
        Tensor a = ones(1).requiresGrad_(true);
        Tensor b = ones(1);
        net.registerFullBackwardHook((m, gin, gout) -> print(gin.get(0), gin.get(1), gout.get(0), gout.get(1)));
        Tuple out = net.call(a, b);
        tensor(out.get(0)).sum().backward();
        out = net.call(a, b.requiresGrad_(true));
        tensor(out.get(0)).add(tensor(out.get(1))).sum().backward();
        print(a.grad(), b.grad());
        try (var mode = noGrad()) {
            print(net.call(a, b).get(0));
        }
    }

    @Test
    void saving() {
        var linear = new Linear(1, 1);
        var net = new Sequential(linear, new BatchNorm1d(1));
        net.registerStateDictPreHook((m, prefix, keepVars) -> print("pre", "'" + prefix + "'", keepVars));
        linear.registerStateDictPreHook((m, prefix, keepVars) -> print("pre", "'" + prefix + "'", keepVars));
        linear.registerStateDictPostHook((m, stateDict, prefix, localMetadata) -> {
            print("post", "'" + prefix + "'", List.copyOf(stateDict.keySet()), localMetadata);
            stateDict.put(prefix + "more", ones(1));
            localMetadata.put("note", 5);
        });
        var saved = net.stateDict(new dev.sconce.torch.StateDict(), "net.", true);
        print(List.copyOf(saved.keySet()), saved.metadata());
        Object weight = saved.get("net.0.weight");
        print(weight == linear.weight);
    }

    @Test
    void loading() {
        var last = new Linear(1, 1);
        var inner = new Linear(1, 1);
        var pair = new Sequential(inner, last);
        var net = new Sequential(new Linear(1, 1), pair);
        var saved = net.stateDict();
        net.registerLoadStateDictPreHook((m, load, prefix) -> {
            print("outer", "'" + prefix + "'", List.copyOf(load.values().keySet()), true);
            load.values().put("1.1.weight", full(new long[] {1, 1}, 9.0));
        });
        inner.registerLoadStateDictPreHook((m, load, prefix) -> {
            print("inner", "'" + prefix + "'", List.copyOf(load.values().keySet()), load.localMetadata(prefix));
            load.values().remove("1.0.bias");
            load.values().put("1.0.extra", ones(1));
            load.values().put("0.extra", ones(1));
            load.errors().add("an error of its own");
        });
        pair.registerLoadStateDictPostHook((m, keys) -> {
            print("after", keys.missingKeys(), keys.unexpectedKeys());
            keys.missingKeys().clear();
        });
        printError(() -> net.loadStateDict(saved));
        print(last.weight, saved.size());
    }
}
