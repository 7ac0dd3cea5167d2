package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.arange;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.tensor;

import dev.sconce.nn.GlobalHooks;
import dev.sconce.nn.Identity;
import dev.sconce.nn.Linear;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code hooks/*}: hooks on gradients, on all modules, and what becomes of hooks. */
final class BackwardHookSnippets {
    private BackwardHookSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("hooks/remove", BackwardHookSnippets::remove);
        table.put("hooks/full_backward", BackwardHookSnippets::fullBackward);
        table.put("hooks/full_backward_no_input_grad", BackwardHookSnippets::fullBackwardNoInputGrad);
        table.put("hooks/full_backward_replace", BackwardHookSnippets::fullBackwardReplace);
        table.put("hooks/backward_order_mixed", BackwardHookSnippets::backwardOrderMixed);
        table.put("hooks/param_hook", BackwardHookSnippets::paramHook);
        table.put("hooks/global", BackwardHookSnippets::global);
        table.put("hooks/clone_on_deepcopy", BackwardHookSnippets::cloneOnDeepcopy);
    }

    /** The number of hooks is the number of those that run. */
    private static void remove(Observations out) {
        List<String> log = new ArrayList<>();
        Identity m = new Identity();
        var h = m.registerForwardHook((mod, i, o) -> log.add("hook"));
        m.call(ones(1));
        h.remove();
        m.call(ones(1));
        h.remove();
        out.out("after_remove", log);
        int before = log.size();
        m.call(ones(1));
        out.out("n_hooks", log.size() - before);
        try (var handle = m.registerForwardHook((mod, i, o) -> log.add("ctx"))) {
            m.call(ones(1));
        }
        m.call(ones(1));
        out.out("log", log);
    }

    private static @Nullable Object list(@Nullable Tensor grad) {
        return grad == null ? null : grad.toList();
    }

    private static List<@Nullable Object> lists(List<? extends @Nullable Tensor> grads) {
        List<@Nullable Object> lists = new ArrayList<>();
        grads.forEach(grad -> lists.add(list(grad)));
        return lists;
    }

    private static void fullBackward(Observations out) {
        List<Object> log = new ArrayList<>();
        Linear first = new Linear(2, 3, false);
        Linear second = new Linear(3, 1, false);
        Sequential net = new Sequential(first, second);
        try (var noGrad = Torch.noGrad()) {
            first.weight.copy_(arange(6.).reshape(3, 2));
            second.weight.fill_(2.);
        }
        net.namedChildren()
                .forEach((n, mod) ->
                        mod.registerFullBackwardHook((mo, gi, go) -> log.add(List.of(n, lists(gi), lists(go)))));
        Tensor x = ones(1, 2).requiresGrad_();
        net.call(x).sum().backward();
        out.out("log", log);
        out.out("x_grad", x.grad());
    }

    private static void fullBackwardNoInputGrad(Observations out) {
        List<Object> log = new ArrayList<>();
        Linear m = new Linear(2, 1);
        m.registerFullBackwardHook(
                (mo, gi, go) -> log.add(gi.stream().map(Objects::isNull).toList()));
        m.call(ones(1, 2)).sum().backward();
        out.out("log", log);
    }

    private static void fullBackwardReplace(Observations out) {
        Linear m = new Linear(2, 1, false);
        try (var noGrad = Torch.noGrad()) {
            m.weight.copy_(tensor(new double[][] {{3., 4.}}));
        }
        Tensor x = ones(1, 2).requiresGrad_();
        var h = m.registerGradInputReplacer(
                (mo, gi, go) -> List.of(Objects.requireNonNull(gi.get(0)).mul(10)));
        m.call(x).sum().backward();
        out.out("x_grad", x.grad());
        out.out("w_grad", m.weight.grad());
        h.remove();
        x.setGrad(null);
        m.weight.setGrad(null);
        m.registerGradOutputReplacer(
                (mo, go) -> List.of(Objects.requireNonNull(go.get(0)).mul(5)));
        m.call(x).sum().backward();
        out.out("x_grad_pre", x.grad());
        out.out("w_grad_pre", m.weight.grad());
    }

    private static void backwardOrderMixed(Observations out) {
        List<String> log = new ArrayList<>();
        Linear m = new Linear(2, 2);
        m.registerFullBackwardPreHook((mo, go) -> log.add("bpre"));
        m.registerFullBackwardHook((mo, gi, go) -> log.add("bpost"));
        m.weight.registerHook(g -> {
            log.add("weight_grad");
            return null;
        });
        Tensor x = ones(1, 2).requiresGrad_();
        Tensor y = m.call(x);
        y.registerHook(g -> {
            log.add("y_grad");
            return null;
        });
        y.sum().backward();
        out.out("log_sorted", log.stream().sorted().toList());
        out.out("first", log.subList(0, 2));
    }

    private static void paramHook(Observations out) {
        Linear m = new Linear(1, 1, false);
        try (var noGrad = Torch.noGrad()) {
            m.weight.fill_(3.);
        }
        List<Double> seen = new ArrayList<>();
        m.weight.registerHook(g -> g.mul(2));
        m.weight.registerPostAccumulateGradHook(
                p -> seen.add(Objects.requireNonNull(p.grad()).item()));
        m.call(tensor(new double[][] {{4.}})).sum().backward();
        out.out("grad", m.weight.grad());
        out.out("seen", seen);
    }

    private static void global(Observations out) {
        List<String> log = new ArrayList<>();
        Sequential m = new Sequential(new ReLU());
        m.get(0).registerForwardHook((mo, i, o) -> log.add("own"));
        var h1 = GlobalHooks.registerModuleForwardHook((mo, i, o) -> log.add("global:" + Py.type(mo)));
        var h2 = GlobalHooks.registerModuleForwardPreHook((mo, i) -> log.add("gpre:" + Py.type(mo)));
        m.call(ones(1));
        h1.remove();
        h2.remove();
        m.call(ones(1));
        out.out("log", log);
    }

    private static void cloneOnDeepcopy(Observations out) {
        List<String> log = new ArrayList<>();
        Identity m = new Identity();
        m.registerForwardHook((mo, i, o) -> log.add("h"));
        ((Identity) m.deepCopy()).call(ones(1));
        out.out("log", log);
    }
}
