package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.nn.BatchNorm1d;
import dev.sconce.nn.Buffer;
import dev.sconce.nn.Embedding;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.Sigmoid;
import dev.sconce.nn.Tanh;
import dev.sconce.nn.init.Init;
import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code traverse/*}: how a tree of modules is walked. */
@SuppressWarnings("UnusedVariable") // modules find their fields by reflection
final class TraverseSnippets {
    private TraverseSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("traverse/apply_order", TraverseSnippets::applyOrder);
        table.put("traverse/apply_init", TraverseSnippets::applyInit);
        table.put("traverse/shared_modules", TraverseSnippets::sharedModules);
        table.put("traverse/prefix", TraverseSnippets::prefix);
        table.put("traverse/definition_order", TraverseSnippets::definitionOrder);
        table.put("traverse/get_submodule", TraverseSnippets::getSubmodule);
        table.put("traverse/none_children", TraverseSnippets::noneChildren);
        table.put("traverse/tied_parameters", TraverseSnippets::tiedParameters);
    }

    private static void applyOrder(Observations out) {
        Sequential net = new Sequential(new Linear(1, 1), new Sequential(new ReLU(), new Tanh()), new Sigmoid());
        List<String> log = new ArrayList<>();
        Module r = net.apply(m -> log.add(Py.type(m)));
        out.out("log", log);
        out.out("returns_self", r == net);
    }

    private static void applyInit(Observations out) {
        Sequential net = new Sequential(new Linear(2, 3), new Linear(3, 1));
        net.apply(m -> {
            if (m instanceof Linear linear) {
                Init.constant_(linear.weight, 1);
                Init.zeros_(Py.bias(linear));
            }
        });
        out.out("w0", net.get(0, Linear.class).weight);
        out.out("b1", Py.bias(net.get(1, Linear.class)));
        out.out("y", net.call(ones(1, 2)));
    }

    private static void sharedModules(Observations out) {
        Linear shared = new Linear(2, 2);
        Sequential net = new Sequential(new Linear(2, 2), shared, new ReLU(), shared);
        out.out("named_children", Py.names(net.namedChildren()));
        out.out("children", net.children().size());
        out.out("named_modules", Py.names(net.namedModules()));
        out.out("modules", net.modules().size());
        out.out("with_duplicates", Py.names(net.namedModules("", false)));
        out.out("len", net.size());
        out.out("parameters", Py.names(net.namedParameters()));
        out.out("parameters_dup", Py.names(net.namedParameters("", true, false)));
        out.out("state_dict", Py.names(net.stateDict()));
    }

    private static void prefix(Observations out) {
        Map<String, Module> layers = new LinkedHashMap<>();
        BatchNorm1d norm = new BatchNorm1d(1);
        layers.put("a", new Linear(1, 1));
        layers.put("b", new Sequential(norm));
        Sequential net = new Sequential(layers);
        out.out("named_modules", Py.names(net.namedModules("net", true)));
        out.out("named_parameters", Py.names(net.namedParameters("net", true, true)));
        out.out("no_recurse", Py.names(net.namedParameters("", false, true)));
        out.out("b0_no_recurse", Py.names(norm.namedParameters("", false, true)));
        out.out("named_buffers", Py.names(net.namedBuffers("x", true, true)));
        out.out("buffers", net.buffers().size());
    }

    private static void definitionOrder(Observations out) {
        class M extends Module {
            final Linear child = new Linear(1, 1);
            final Parameter p = new Parameter(zeros(1));
            final Buffer buf = new Buffer(ones(1));
            final Parameter q = new Parameter(zeros(2));
        }
        M m = new M();
        out.out("params", Py.names(m.namedParameters()));
        out.out("state", Py.names(m.stateDict()));
    }

    private static void getSubmodule(Observations out) {
        Map<String, Module> layers = new LinkedHashMap<>();
        layers.put("body", new Sequential(new Linear(2, 3), new BatchNorm1d(3)));
        layers.put("head", new Linear(3, 1));
        Sequential net = new Sequential(layers);
        out.out("sub", net.getSubmodule("body.0"));
        out.out("self", net.getSubmodule("") == net);
        out.out("param_shape", Py.shape(net.getParameter("body.0.weight")));
        out.out("buffer", net.getBuffer("body.1.running_mean"));
        out.error("e_sub", () -> net.getSubmodule("body.7"));
        out.error("e_sub2", () -> net.getSubmodule("nope.x"));
        out.error("e_par", () -> net.getParameter("head.nope"));
        out.error("e_par2", () -> net.getParameter("body.1.running_mean"));
        out.error("e_buf", () -> net.getBuffer("head.weight"));
        out.error("e_notmod", () -> net.getSubmodule("head.weight"));
        net.setSubmodule("body.0", new Linear(2, 3, o -> o.bias(false)));
        out.out("after_set", net.getSubmodule("body.0"));
    }

    /** A field that is null has no place; one that was registered by name has. */
    private static void noneChildren(Observations out) {
        class M extends Module {
            final ReLU a = new ReLU();

            M() {
                register("b", new Tanh());
            }
        }
        M m = new M();
        m.addModule("b", null);
        out.out("children", Py.names(m.namedChildren()));
        out.out("modules_keys", Py.slots(m));
        out.out("repr", m);
        out.out("b", m.namedChildren().get("b"));
    }

    private static void tiedParameters(Observations out) {
        class Tied extends Module {
            final Embedding emb = new Embedding(5, 3);
            final Linear out = new Linear(3, 5, false);

            Tied() {
                out.weight = emb.weight;
            }
        }
        Tied m = new Tied();
        out.out("names", Py.names(m.namedParameters()));
        out.out("all", Py.names(m.namedParameters("", true, false)));
        out.out("state", Py.names(m.stateDict()));
        out.out("same", Py.is(m.out.weight, m.emb.weight));
        out.out("numel", m.parameters().stream().mapToLong(Tensor::numel).sum());
        Tied c = (Tied) m.deepCopy();
        out.out("copy_still_tied", Py.is(c.out.weight, c.emb.weight));
    }
}
