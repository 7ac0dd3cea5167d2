package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.ones;

import dev.sconce.nn.ELU;
import dev.sconce.nn.GELU;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Mish;
import dev.sconce.nn.Module;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.SiLU;
import dev.sconce.nn.Sigmoid;
import dev.sconce.nn.Softmax;
import dev.sconce.nn.Tanh;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code containers/sequential_*}. */
final class SequentialSnippets {
    private SequentialSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("containers/sequential_basic", SequentialSnippets::basic);
        table.put("containers/sequential_slice", SequentialSnippets::slice);
        table.put("containers/sequential_mutate", SequentialSnippets::mutate);
        table.put("containers/sequential_errors", SequentialSnippets::errors);
        table.put("containers/sequential_forward", SequentialSnippets::forward);
        table.put("containers/sequential_delete_named", SequentialSnippets::deleteNamed);
    }

    private static List<String> types(Iterable<? extends Module> modules) {
        List<String> types = new ArrayList<>();
        modules.forEach(module -> types.add(Py.type(module)));
        return types;
    }

    private static void basic(Observations out) {
        Sequential s = new Sequential(new Linear(2, 3), new ReLU(), new Linear(3, 1));
        Sequential d = new Sequential(Py.dict("fc", new Linear(2, 3), "act", new ReLU()));
        out.out("names", Py.names(s.namedChildren()));
        out.out("repr", s);
        out.out("named_repr", d);
        out.out("len", s.size());
        out.out("neg", s.get(-1));
        out.out("by_attr", d.get("act"));
        out.out("by_index_named", d.get(1));
        out.out("iter", types(s));
        out.out("empty", new Sequential());
    }

    private static void slice(Observations out) {
        Sequential d = new Sequential(Py.dict("a", new ReLU(), "b", new Tanh(), "c", new Sigmoid(), "d", new GELU()));
        out.out("slice", d.slice(1, 3));
        out.out("neg", d.slice(-2, d.size()));
        out.out("step", d.slice(0, d.size(), 2));
        out.out("type", Py.type(d.slice(0, 1)));
        Sequential s = new Sequential(new ReLU(), new Tanh(), new Sigmoid());
        out.out("num_slice", s.slice(1, 3));
        out.out("keys", Py.names(s.slice(1, 3).namedChildren()));
        out.out("same_object", s.slice(1, 3).get(0) == s.get(1));
    }

    private static void mutate(Observations out) {
        Sequential s = new Sequential(new ReLU());
        s.append(new Tanh()).append(new Sigmoid());
        out.out("append", s);
        s.extend(List.of(new GELU(), new SiLU()));
        out.out("extend", types(s));
        s.insert(1, new Mish());
        out.out("insert", s);
        s.set(0, new ELU());
        out.out("set", s.get(0));
        s.delete(1);
        out.out("del", Py.typedChildren(s));
        Module p = s.pop(0);
        out.out("pop", p);
        out.out("after_pop", Py.typedChildren(s));
        s.delete(1, 3);
        out.out("del_slice", Py.typedChildren(s));
        Sequential t = new Sequential(new ReLU()).plus(new Sequential(new Tanh()));
        out.out("add", t);
        t.extend(new Sequential(new GELU()));
        out.out("iadd", t.size());
        out.out("mul", new Sequential(new ReLU()).times(3));
        t.extend(t.times(1));
        out.out("imul", Py.names(t.namedModules()));
        s.insert(-1, new Softmax(1));
        out.out("insert_neg", s);
    }

    private static void errors(Observations out) {
        Sequential s = new Sequential(new ReLU(), new Tanh());
        out.error("index", () -> s.get(5));
        out.error("neg", () -> s.get(-3));
        out.refused("append", "new Sequential().append(%s);", "new ReLU()", "\"x\"");
        out.refused("ctor", "new Sequential(new ReLU(), %s);", "new ReLU()", "3");
        out.error("insert", () -> s.insert(9, new ReLU()));
        out.refused("insert_type", "new Sequential().insert(0, %s);", "new ReLU()", "3");
        out.refused("add", "new Sequential().plus(%s);", "new Sequential()", "3");
        out.error("mul", () -> s.times(0));
        out.error("pop", () -> s.pop(7));
    }

    private static void forward(Observations out) {
        Sequential net = new Sequential(new Linear(4, 5), new Linear(3, 2));
        out.error("error", () -> net.call(ones(2, 4)));
        out.out("empty_is_identity", new Sequential().call(ones(2)));
    }

    private static void deleteNamed(Observations out) {
        Sequential d = new Sequential(Py.dict("a", new ReLU(), "b", new Tanh(), "c", new Sigmoid()));
        d.delete(1);
        out.out("keys", Py.names(d.namedChildren()));
        d.append(new GELU());
        out.out("after_append", Py.names(d.namedChildren()));
    }
}
