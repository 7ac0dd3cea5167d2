package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.arange;
import static dev.sconce.torch.Torch.manualSeed;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.tensor;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.nn.BatchNorm1d;
import dev.sconce.nn.ExtraState;
import dev.sconce.nn.IncompatibleKeys;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.torch.DType;
import dev.sconce.torch.StateDict;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code state/*}: state dicts, saved and loaded. */
@SuppressWarnings("UnusedVariable") // modules find their fields by reflection
final class StateSnippets {
    private StateSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("state/prefix_destination", StateSnippets::prefixDestination);
        table.put("state/aliases", StateSnippets::aliases);
        table.put("state/missing_keys", StateSnippets::missingKeys);
        table.put("state/unexpected_keys", StateSnippets::unexpectedKeys);
        table.put("state/size_mismatch", StateSnippets::sizeMismatch);
        table.put("state/all_errors", StateSnippets::allErrors);
        table.put("state/wrong_type", StateSnippets::wrongType);
        table.put("state/scalar_compat", StateSnippets::scalarCompat);
        table.put("state/dtype_copy", StateSnippets::dtypeCopy);
        table.put("state/assign", StateSnippets::assign);
        table.put("state/extra_state", StateSnippets::extraState);
        table.put("state/partial_pretrained", StateSnippets::partialPretrained);
        table.put("state/batchnorm_old", StateSnippets::batchnormOld);
        table.put("state/save_load", StateSnippets::saveLoad);
    }

    private static void prefixDestination(Observations out) {
        Sequential m = new Sequential(new Linear(1, 2), new BatchNorm1d(2));
        StateDict d = new StateDict();
        d.put("first", zeros(1));
        StateDict r = m.stateDict(d, "net.", false);
        out.out("same", Py.is(r, d));
        out.out("keys", Py.names(r));
        out.out(
                "keep_vars",
                m.stateDict(new StateDict(), "", true).values().stream()
                        .map(v -> v instanceof Parameter ? "Parameter" : "Tensor")
                        .toList());
        out.out("plain", m.stateDict().values().stream().map(Py::type).toList());
        out.out(
                "requires_grad",
                m.stateDict().values().stream().map(Tensor::requiresGrad).toList());
        Map<String, Object> versions = new LinkedHashMap<>();
        m.stateDict().metadata().forEach((k, v) -> versions.put(k, Objects.requireNonNull(v.get("version"))));
        out.out("metadata", versions);
    }

    private static void aliases(Observations out) {
        Linear m = new Linear(1, 1, o -> o.bias(false));
        StateDict sd = m.stateDict();
        try (var noGrad = Torch.noGrad()) {
            m.weight.fill_(9.);
        }
        Tensor shared = Objects.requireNonNull(sd.get("weight"));
        out.out("sd", shared.item());
        shared.zero_();
        out.out("w", m.weight.item());
    }

    private static void missingKeys(Observations out) {
        Sequential m = new Sequential(new Linear(1, 2), new Linear(2, 1));
        StateDict sd = m.stateDict();
        sd.remove("0.bias");
        sd.remove("1.weight");
        out.error("error", () -> m.loadStateDict(sd));
        IncompatibleKeys r = m.loadStateDict(sd, false);
        out.out("result", r.toString());
        out.out("missing", r.missingKeys());
        out.out("unexpected", r.unexpectedKeys());
        out.out("ok", m.loadStateDict(m.stateDict()).toString());
    }

    private static void unexpectedKeys(Observations out) {
        Linear m = new Linear(1, 2);
        StateDict sd = m.stateDict();
        sd.put("foo", ones(1));
        sd.put("bar.baz", ones(1));
        out.error("error", () -> m.loadStateDict(sd));
        out.out("result", m.loadStateDict(sd, false).toString());
    }

    private static void sizeMismatch(Observations out) {
        class Net extends Module {
            final Linear hidden;
            final Linear out;

            Net(long h) {
                hidden = new Linear(2, h);
                out = new Linear(h, 1);
            }
        }
        Net a = new Net(3);
        Net b = new Net(4);
        out.error("strict", () -> b.loadStateDict(a.stateDict()));
        out.error("nonstrict", () -> b.loadStateDict(a.stateDict(), false));
    }

    private static void allErrors(Observations out) {
        Sequential m = new Sequential(new Linear(2, 2), new BatchNorm1d(2));
        Map<String, Tensor> sd = new LinkedHashMap<>();
        sd.put("0.weight", ones(3, 2));
        sd.put("0.extra", ones(1));
        sd.put("1.weight", ones(2));
        sd.put("1.bias", ones(2));
        sd.put("1.running_mean", ones(2));
        out.error("error", () -> m.loadStateDict(sd));
    }

    private static void wrongType(Observations out) {
        Linear m = new Linear(1, 1);
        out.refused("list", "new Linear(1, 1).loadStateDict(%s);", "Map.of()", "List.of(1)");
        Map<String, Object> sd = new LinkedHashMap<>();
        sd.put("weight", 3);
        sd.put("bias", ones(1));
        out.error("value", () -> m.loadStateDict(sd));
    }

    private static void scalarCompat(Observations out) {
        class M extends Module {
            final Parameter p = new Parameter(tensor(1.));
        }
        M m = new M();
        m.loadStateDict(Map.of("p", tensor(new double[] {5.})));
        out.out("p", m.p);
    }

    private static void dtypeCopy(Observations out) {
        Linear m = new Linear(1, 1, o -> o.bias(false));
        Parameter p = m.weight;
        m.loadStateDict(Map.of("weight", tensor(new double[][] {{2.5}}, DType.FLOAT64)));
        out.out("dtype", Py.dtype(m.weight));
        out.out("same", p == m.weight);
        out.out("value", m.weight);
    }

    private static void assign(Observations out) {
        Linear m = new Linear(1, 1, o -> o.bias(false));
        Tensor p = Tensor.wrap(m.weight.unwrap());
        Tensor t = tensor(new double[][] {{2.5}}, DType.FLOAT64);
        m.loadStateDict(Map.of("weight", t), true, true);
        out.out("dtype", Py.dtype(m.weight));
        out.out("same_param", p.isSame(m.weight));
        out.out("requires_grad", m.weight.requiresGrad());
        out.out("type", Py.type(m.weight));
        t.fill_(4.);
        out.out("shares", m.weight.item());
    }

    private static void extraState(Observations out) {
        class M extends Module implements ExtraState {
            long v = 1;
            final Parameter w = new Parameter(ones(1));

            @Override
            public @Nullable Object getExtraState() {
                return Map.of("v", v);
            }

            @Override
            public void setExtraState(@Nullable Object state) {
                v = (Long) Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(state)).get("v"));
            }
        }
        M a = new M();
        M b = new M();
        a.v = 42;
        StateDict sd = a.stateDict();
        out.out("keys", Py.names(sd.all()));
        b.loadStateDict(sd);
        out.out("v", b.v);
        out.error("error", () -> b.loadStateDict(withoutExtra(sd)));
    }

    private static Map<String, @Nullable Object> withoutExtra(StateDict stateDict) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>(stateDict.all());
        plain.remove("_extra_state");
        return plain;
    }

    private static void partialPretrained(Observations out) {
        manualSeed(0);
        Linear a = new Linear(2, 2);
        Sequential src = new Sequential(Py.dict("a", a, "b", new Linear(2, 3)));
        Linear target = new Linear(2, 2);
        Sequential dst = new Sequential(Py.dict("a", target, "c", new Linear(2, 1)));
        Map<String, Tensor> sub = new LinkedHashMap<>(src.stateDict());
        sub.keySet().retainAll(dst.stateDict().keySet());
        out.out("result", dst.loadStateDict(sub, false).toString());
        out.out("equal", a.weight.equal(target.weight));
    }

    private static void batchnormOld(Observations out) {
        BatchNorm1d m = new BatchNorm1d(2);
        StateDict sd = m.stateDict();
        sd.remove("num_batches_tracked");
        sd.metadata().put("", new LinkedHashMap<>(Map.of("version", 1)));
        out.out("result", m.loadStateDict(sd).toString());
        Map<String, Tensor> sd2 = new LinkedHashMap<>(m.stateDict());
        sd2.remove("num_batches_tracked");
        out.out("plain_dict", m.loadStateDict(sd2).toString());
        out.out("nbt", m.getBuffer("num_batches_tracked"));
    }

    private static void saveLoad(Observations out) throws Exception {
        manualSeed(0);
        Sequential net = new Sequential(new Linear(3, 2), new ReLU());
        Path f = Files.createTempFile("net", ".pth");
        try {
            save(net, f, out);
        } finally {
            Files.delete(f);
        }
    }

    private static void save(Sequential net, Path f, Observations out) throws Exception {
        Torch.save(net.stateDict(), f);
        StateDict sd = Torch.load(f).stateDict();
        Sequential clone = new Sequential(new Linear(3, 2), new ReLU());
        clone.loadStateDict(sd);
        clone.eval();
        Tensor x = arange(6.).reshape(2, 3);
        out.out("equal", net.call(x).equal(clone.call(x)));
        out.out("keys", Py.names(sd));
        out.out("weight", sd.get("0.weight"));
    }
}
