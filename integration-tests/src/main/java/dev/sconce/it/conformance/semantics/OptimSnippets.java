package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.manualSeed;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.randn;
import static dev.sconce.torch.Torch.tensor;

import dev.sconce.nn.Linear;
import dev.sconce.nn.Parameter;
import dev.sconce.optim.Adam;
import dev.sconce.optim.AdamW;
import dev.sconce.optim.LBFGS;
import dev.sconce.optim.Optimizer;
import dev.sconce.optim.ParamGroup;
import dev.sconce.optim.RMSprop;
import dev.sconce.optim.SGD;
import dev.sconce.optim.SparseAdam;
import dev.sconce.optim.scheduler.StepLR;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code optim/*}: parameter groups, state, mistakes. */
final class OptimSnippets {
    private OptimSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("optim/basic", OptimSnippets::basic);
        table.put("optim/errors", OptimSnippets::errors);
        table.put("optim/state_roundtrip", OptimSnippets::stateRoundtrip);
        table.put("optim/hooks", OptimSnippets::hooks);
        table.put("optim/named_parameters", OptimSnippets::namedParameters);
        table.put("optim/weight_decay_groups", OptimSnippets::weightDecayGroups);
        table.put("optim/scheduler_usage", OptimSnippets::schedulerUsage);
    }

    private static void basic(Observations out) {
        Parameter a = new Parameter(ones(1));
        Parameter b = new Parameter(ones(2));
        SGD o = new SGD(List.of(a), s -> s.lr(0.1).momentum(0.9));
        o.addParamGroup(ParamGroup.of(List.of(b)).lr(0.01));
        out.out("lrs", o.paramGroups().stream().map(ParamGroup::lr).toList());
        List<String> keys = new ArrayList<>(List.of("params"));
        keys.addAll(o.paramGroups().get(0).options().keySet());
        out.out("keys", keys);
        out.out("momentum", o.paramGroups().stream().map(g -> g.get("momentum")).toList());
        out.out("repr", o.toString());
        a.setGrad(ones(1));
        o.step();
        out.out("a", a);
        out.out("b", b);
        o.zeroGrad();
        out.out("grad", a.grad());
        a.setGrad(ones(1));
        o.zeroGrad(false);
        out.out("zero", a.grad());
        out.error("e_dup", () -> o.addParamGroup(ParamGroup.of(List.of(a))));
        out.refused(
                "e_type",
                "new SGD(List.of(new Parameter(Torch.ones(1)))).addParamGroup(%s);",
                "ParamGroup.of(List.of(new Parameter(Torch.ones(1))))",
                "List.of(new Parameter(Torch.ones(1)))");
        out.out("state_keys", Py.names(o.stateDict()));
        out.out("state", o.stateDict().get("state"));
    }

    private static void errors(Observations out) {
        List<Parameter> p = List.of(new Parameter(ones(1)));
        out.error("empty", () -> new SGD(List.<Tensor>of(), o -> o.lr(0.1)));
        out.error("tensor", () -> new SGD(p.get(0), o -> o.lr(0.1)));
        out.error("lr", () -> new SGD(p, o -> o.lr(-1.0)));
        out.error("nesterov", () -> new SGD(p, o -> o.lr(0.1).nesterov(true)));
        out.error("nonleaf", () -> new SGD(List.of(p.get(0).mul(2)), o -> o.lr(0.1)));
        out.refused("nontensor", "new SGD(List.of(%s), o -> {});", "Torch.ones(1)", "3");
        out.error("adam_eps", () -> new Adam(p, o -> o.eps(-1.0)));
        out.error("adam_beta", () -> new Adam(p, o -> o.betas(1.0, 0.9)));
        out.error("adam_beta2", () -> new Adam(p, o -> o.betas(0.9, 1.5)));
        out.error("wd", () -> new AdamW(p, o -> o.weightDecay(-1.0)));
        out.error("rms", () -> new RMSprop(p, o -> o.alpha(-1.0)));
        out.error("set", () -> new SGD(java.util.Set.of(p.get(0)), o -> o.lr(0.1)));
        out.error(
                "lbfgs_groups",
                () -> new LBFGS(List.of(ParamGroup.of(p), ParamGroup.of(List.of(new Parameter(ones(1))))), o -> {}));
        out.error("lbfgs_closure", () -> new LBFGS(p).step());
        out.error("sparse", () -> new SparseAdam(List.of(new Parameter(ones(1))), o -> o.put("lr", 0)));
    }

    private static void hooks(Observations out) {
        List<String> log = new ArrayList<>();
        Parameter p = new Parameter(tensor(new double[] {2.}));
        SGD o = new SGD(List.of(p), s -> s.lr(0.1));
        o.registerStepPreHook(opt -> log.add("pre"));
        var h = o.registerStepPostHook(opt -> log.add("post"));
        Tensor loss = o.step(() -> {
            log.add("closure");
            o.zeroGrad();
            Tensor l = p.pow(2).sum();
            l.backward();
            return l;
        });
        out.out("loss", loss.detach());
        out.out("log", log);
        out.out("p", p);
        h.remove();
        o.step();
        out.out("log2", log.subList(3, log.size()));
    }

    private static void namedParameters(Observations out) {
        Linear m = new Linear(1, 2);
        SGD o = new SGD(List.of(ParamGroup.of(m.namedParameters())), s -> s.lr(0.1));
        out.out("names", o.paramGroups().get(0).get("param_names"));
        out.out("sd", group(o).get("param_names"));
        Map<String, Tensor> mixed = new java.util.LinkedHashMap<>();
        mixed.put("a", new Parameter(ones(1)));
        mixed.put(null, new Parameter(ones(1)));
        out.error("mixed", () -> new SGD(List.of(ParamGroup.of(mixed)), s -> s.lr(0.1)));
    }

    private static Map<?, ?> group(Optimizer optimizer) {
        List<?> groups = (List<?>) Objects.requireNonNull(optimizer.stateDict().get("param_groups"));
        return (Map<?, ?>) groups.get(0);
    }

    private static void weightDecayGroups(Observations out) {
        manualSeed(0);
        Linear m = new Linear(3, 1);
        SGD o = new SGD(
                List.of(ParamGroup.of(List.of(m.weight)).put("weight_decay", 3), ParamGroup.of(List.of(Py.bias(m)))),
                s -> s.lr(0.003));
        m.call(ones(2, 3)).sum().backward();
        o.step();
        out.out("w", m.weight);
        out.out("b", m.bias);
        out.out("wd", o.paramGroups().stream().map(g -> g.get("weight_decay")).toList());
    }

    private static void stateRoundtrip(Observations out) {
        manualSeed(0);
        Tensor x = randn(8, 2);
        Linear m = new Linear(2, 1);
        Adam o = new Adam(m.parameters(), a -> a.lr(0.1));
        run(m, o, x, 3);
        Linear m2 = (Linear) m.deepCopy();
        Adam o2 = new Adam(m2.parameters(), a -> a.lr(0.5));
        o2.loadStateDict(o.stateDict());
        run(m, o, x, 3);
        run(m2, o2, x, 3);
        out.out("equal", Torch.equal(m.weight, m2.weight));
        out.out("w", m.weight);
        out.out("lr", o2.paramGroups().get(0).lr());
        Map<?, ?> state = (Map<?, ?>) Objects.requireNonNull(o2.stateDict().get("state"));
        out.out("step", ((Map<?, ?>) Objects.requireNonNull(state.get(0L))).get("step"));
        List<ParamGroup> apart = List.of(ParamGroup.of(List.of(m.weight)), ParamGroup.of(List.of(Py.bias(m))));
        out.error("e_groups", () -> new Adam(apart, a -> {}).loadStateDict(o.stateDict()));
        out.error("e_size", () -> new Adam(List.of(m.weight)).loadStateDict(o.stateDict()));
    }

    private static void run(Linear m, Optimizer o, Tensor x, int steps) {
        for (int i = 0; i < steps; i++) {
            o.zeroGrad();
            m.call(x).pow(2).mean().backward();
            o.step();
        }
    }

    private static void schedulerUsage(Observations out) {
        Parameter p = new Parameter(ones(1));
        SGD o = new SGD(List.of(p), g -> g.lr(1.0));
        StepLR s = new StepLR(o, 2, 0.1);
        List<Double> rates = new ArrayList<>(List.of(o.paramGroups().get(0).lr()));
        for (int i = 0; i < 5; i++) {
            o.step();
            s.step();
            rates.add(s.getLastLr()[0]);
        }
        out.out("lrs", rates);
        out.out("initial_lr", o.paramGroups().get(0).get("initial_lr"));
        out.out("state", s.stateDict());
        StepLR s2 = new StepLR(new SGD(List.of(p), g -> g.lr(1.0)), 2, 0.1);
        s2.loadStateDict(s.stateDict());
        out.out("last_epoch", s2.lastEpoch());
    }
}
