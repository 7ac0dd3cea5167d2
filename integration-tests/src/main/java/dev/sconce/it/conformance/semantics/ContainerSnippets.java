package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.nn.Conv1d;
import dev.sconce.nn.GELU;
import dev.sconce.nn.Linear;
import dev.sconce.nn.MaxPool1d;
import dev.sconce.nn.Module;
import dev.sconce.nn.ModuleDict;
import dev.sconce.nn.ModuleList;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.ParameterDict;
import dev.sconce.nn.ParameterList;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.Sigmoid;
import dev.sconce.nn.Tanh;
import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code containers/*}: lists and dicts of modules and parameters. */
@SuppressWarnings("UnusedVariable") // modules find their fields by reflection
final class ContainerSnippets {
    private ContainerSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("containers/modulelist", ContainerSnippets::moduleList);
        table.put("containers/modulelist_vs_list", ContainerSnippets::moduleListVersusList);
        table.put("containers/repr_repeated", ContainerSnippets::reprRepeated);
        table.put("containers/moduledict", ContainerSnippets::moduleDict);
        table.put("containers/parameterlist", ContainerSnippets::parameterList);
        table.put("containers/parameterdict", ContainerSnippets::parameterDict);
    }

    private static void moduleList(Observations out) {
        ModuleList<Module> l = new ModuleList<>(
                IntStream.range(0, 3).mapToObj(i -> (Module) new Linear(2, 2)).toList());
        out.out("repr", l);
        l.append(new ReLU());
        l.extend(List.of(new Tanh()));
        l.insert(0, new Sigmoid());
        out.out("names", Py.typedChildren(l));
        out.out("repr2", l);
        out.out("neg", l.get(-1));
        out.out("slice", l.slice(1, 3));
        out.out("slice_type", Py.type(l.slice(1, 3)));
        l.delete(0);
        out.out("after_del", Py.typedChildren(l));
        Module p = l.pop(-1);
        out.out("pop", p);
        l.set(0, new GELU());
        out.out("set", l.get(0));
        out.out("contains", l.asList().contains(l.get(1)));
        out.out("add", new ModuleList<Module>(new ReLU()).plus(new ModuleList<Module>(new Tanh())));
        out.out("params", Py.names(l.namedParameters()));
        out.error("e_index", () -> l.get(10));
        out.refused("e_extend", "new ModuleList<Module>().extend(%s);", "List.of(new ReLU())", "3");
        out.out("empty", new ModuleList<Module>());
        ModuleList<Module> l2 = new ModuleList<>(new ReLU());
        l2.extend(List.of(new Tanh()));
        out.out("iadd", l2.size());
    }

    private static void moduleListVersusList(Observations out) {
        class A extends Module {
            final List<Linear> ls = List.of(new Linear(1, 1));
        }
        class B extends Module {
            final ModuleList<Linear> ls = new ModuleList<>(new Linear(1, 1));
        }
        out.out("list", new A().parameters().size());
        out.out("modulelist", Py.names(new B().namedParameters()));
        out.out("repr_list", new A());
        out.out("repr_modulelist", new B());
    }

    private static void reprRepeated(Observations out) {
        out.out("list", new ModuleList<Module>(new ReLU(), new ReLU(), new Tanh(), new ReLU()));
        out.out("seq", new Sequential(new ReLU(), new ReLU()));
        out.out(
                "nested",
                new ModuleList<>(IntStream.range(0, 2)
                        .mapToObj(i -> new Sequential(new Linear(1, 1), new ReLU()))
                        .toList()));
    }

    private static void moduleDict(Observations out) {
        ModuleDict<Module> d = new ModuleDict<>(Py.dict("conv", new Conv1d(1, 1, 1), "pool", new MaxPool1d(2)));
        out.out("repr", d);
        d.put("act", new ReLU());
        out.out("keys", d.keys());
        out.out("contains", d.contains("pool"));
        out.out("len", d.size());
        List<String> iterated = new ArrayList<>();
        d.forEach(iterated::add);
        out.out("iter", iterated);
        d.update(Py.dict("z", new Tanh(), "a", new Sigmoid()));
        out.out("update_pairs", d.keys());
        d.update(Py.dict("y", new GELU()));
        out.out("update_dict", d.keys());
        Module p = d.pop("pool");
        out.out("pop", p);
        d.pop("z");
        out.out("after_del", Py.typedChildren(d));
        out.out("values", d.values().stream().map(Py::type).toList());
        out.error("e_key", () -> d.get("nope"));
        String update = "new ModuleDict<Module>().update(%s);";
        out.refused("e_update", update, "Map.of(\"a\", new ReLU())", "3");
        out.refused("e_pair", update, "Map.of(\"a\", new ReLU())", "List.of(List.of(\"a\", new ReLU(), 1))");
        out.out("params", Py.names(d.namedParameters()));
        d.clear();
        out.out("cleared", d.size());
        out.out("empty", new ModuleDict<Module>());
        out.out("pairs_ctor", new ModuleDict<>(Py.dict("b", new ReLU(), "a", new Tanh())));
    }

    private static void parameterList(Observations out) {
        ParameterList l = new ParameterList(new Parameter(zeros(2, 3)), ones(4));
        out.out("repr", l);
        out.out("types", l.asList().stream().map(Py::type).toList());
        l.append(ones(1));
        l.extend(List.of(new Parameter(zeros(2))));
        out.out("names", Py.names(l.namedParameters()));
        out.out("state", Py.names(l.stateDict()));
        out.out("neg", l.get(-1));
        out.out("slice", l.slice(1, 3));
        l.set(0, ones(1, 1));
        out.out("set", Py.shape(l.get(0)));
        out.out("len", l.size());
        out.error("e_index", () -> l.get(9));
        out.refused("e_extend", "new ParameterList().extend(%s);", "List.of(Torch.ones(1))", "3");
        out.refused("e_call", "%s.call(Torch.ones(1));", "new ReLU()", "new ParameterList()");
        l.extend(List.of(zeros(5)));
        out.out("iadd", l.size());
        out.out("empty", new ParameterList());
    }

    /** Python sorts the keys of a plain dict that the constructor gets. */
    private static void parameterDict(Observations out) {
        Map<String, Tensor> initial = new LinkedHashMap<>();
        initial.put("b", ones(3));
        initial.put("w", new Parameter(zeros(2, 3)));
        ParameterDict d = new ParameterDict(initial);
        out.out("repr", d);
        d.put("c", ones(1));
        out.out("keys", d.keys());
        out.out("names", Py.names(d.namedParameters()));
        out.out("state", Py.names(d.stateDict()));
        out.out("get", d.getOrDefault("nope", null));
        out.out("setdefault", d.setDefault("c", zeros(9)));
        d.setDefault("n", null);
        out.out("none", d.get("n"));
        Parameter p = Objects.requireNonNull(d.pop("w"));
        out.out("pop", Py.shape(p));
        out.out("popitem", d.popItem().getKey());
        List<String> reversed = new ArrayList<>(d.keys());
        java.util.Collections.reverse(reversed);
        out.out("rev", reversed);
        d.update(Map.of("x", ones(2)));
        out.out("update", d.keys());
        ParameterDict e = d.or(new ParameterDict(Map.of("q", ones(1))));
        out.out("or", e.keys());
        out.out("contains", d.contains("q"));
        Map<String, @Nullable Tensor> same = new LinkedHashMap<>();
        List.of("m", "n").forEach(key -> same.put(key, ones(1)));
        out.out("fromkeys", new ParameterDict(same).keys());
        out.out("copy", d.copy().keys());
        d.clear();
        out.out("len", d.size());
        out.error("e_key", () -> d.get("zz"));
        out.refused("e_update", "new ParameterDict().update(%s);", "Map.of(\"a\", Torch.ones(1))", "3");
    }
}
