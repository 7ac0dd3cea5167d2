package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.empty;
import static dev.sconce.torch.Torch.full;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.tensor;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.nn.Buffer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.ReLU;
import dev.sconce.torch.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code register/*}: how parameters, buffers and modules come into a module. */
@SuppressWarnings("UnusedVariable") // modules find their fields by reflection
final class RegisterSnippets {
    private RegisterSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("register/attributes", RegisterSnippets::attributes);
        table.put("register/parameter_errors", RegisterSnippets::parameterErrors);
        table.put("register/buffer_errors", RegisterSnippets::bufferErrors);
        table.put("register/module_errors", RegisterSnippets::moduleErrors);
        table.put("register/buffers_persistent", RegisterSnippets::buffersPersistent);
        table.put("register/parameter_repr", RegisterSnippets::parameterRepr);
        table.put("register/not_implemented", RegisterSnippets::notImplemented);
        table.put("register/before_init", RegisterSnippets::beforeInit);
    }

    /** A module with a plain attribute. */
    private static final class Taken extends Module {
        final int taken = 3;
    }

    private static void attributes(Observations out) {
        class M extends Module {
            @Nullable
            Parameter w;

            @Nullable
            Tensor t;

            @Nullable
            Linear lin;
        }
        M m = new M();
        m.w = new Parameter(ones(2));
        m.t = zeros(2);
        m.lin = new Linear(1, 1);
        out.out("params", Py.names(m.namedParameters()));
        out.out("state", Py.names(m.stateDict()));
        out.refused("e_assign_tensor", "Parameter w = %s;", "new Parameter(Torch.ones(2))", "Torch.ones(2)");
        out.refused("e_assign_module", "Linear lin = %s;", "new Linear(1, 1)", "Torch.ones(2)");
        m.w = null;
        out.out("after_none", Py.names(m.namedParameters()));
        m.w = new Parameter(zeros(1));
        out.out("after_reassign", Py.names(m.namedParameters()));
        m.unregister("lin");
        out.out("after_del", Py.names(m.namedParameters()));
        out.error("e_missing", () -> m.unregister("lin"));
    }

    private static void parameterErrors(Observations out) {
        Taken m = new Taken();
        m.registerParameter("a", null);
        out.out("a", m.namedParameters().get("a"));
        out.out("names", Py.names(m.namedParameters()));
        out.out("state", Py.names(m.stateDict()));
        out.error("dot", () -> m.registerParameter("x.y", null));
        out.error("empty", () -> m.registerParameter("", null));
        out.error("exists", () -> m.registerParameter("taken", null));
        String register = "new ReLU().registerParameter(%s);";
        out.refused("tensor", register, "\"t\", new Parameter(Torch.ones(1))", "\"t\", Torch.ones(1)");
        out.refused("nonstr", register, "\"t\", null", "3, null");
    }

    private static void bufferErrors(Observations out) {
        Taken m = new Taken();
        m.registerBuffer("none", null);
        out.out("none", m.namedBuffers().get("none"));
        out.out("named", Py.names(m.namedBuffers()));
        out.out("state", Py.names(m.stateDict()));
        out.error("dot", () -> m.registerBuffer("x.y", null));
        out.error("empty", () -> m.registerBuffer("", null));
        out.error("exists", () -> m.registerBuffer("taken", null));
        out.refused("nontensor", "new ReLU().registerBuffer(\"b\", %s);", "Torch.ones(1)", "3");
    }

    private static void moduleErrors(Observations out) {
        Taken m = new Taken();
        m.addModule("none", null);
        m.register("r", new ReLU());
        out.out("children", Py.names(m.namedChildren()));
        out.error("dot", () -> m.addModule("x.y", new ReLU()));
        out.error("empty", () -> m.addModule("", new ReLU()));
        out.error("exists", () -> m.addModule("taken", new ReLU()));
        out.refused("nonmodule", "new ReLU().addModule(\"t\", %s);", "new ReLU()", "3");
    }

    private static void buffersPersistent(Observations out) {
        class M extends Module {
            @Nullable
            Buffer a = new Buffer(ones(2));

            Buffer b = new Buffer(zeros(2), false);
            final Buffer c = new Buffer(ones(1));
        }
        M m = new M();
        out.out("buffers", Py.names(m.namedBuffers()));
        out.out("state", Py.names(m.stateDict()));
        m.b = new Buffer(full(new long[] {2}, 5.), false);
        out.out("b", m.b);
        out.out("still_buffer", Py.names(m.namedBuffers()));
        out.refused("e", "Buffer a = %s;", "new Buffer(Torch.ones(2))", "\"text\"");
        m.doubleValue();
        out.out("dtypes", m.buffers().stream().map(Py::dtype).toList());
        m.a = null;
        out.out("state_after_none", Py.names(m.stateDict()));
    }

    private static void parameterRepr(Observations out) {
        Parameter p = new Parameter(tensor(1., 2.));
        out.out("repr", p.toString());
        out.out("requires_grad", p.requiresGrad());
        out.out("is_leaf", p.isLeaf());
        Parameter q = new Parameter(ones(1), false);
        out.out("q", q.toString());
        out.out("empty", new Parameter(empty(0)).toString());
        out.out("data_type", Py.type(p.detach()));
        out.error("int_error", () -> new Parameter(tensor(new long[] {1})));
    }

    private static void notImplemented(Observations out) {
        out.refused(
                "error", "Layer module = new Layer() { %s };", "protected Tensor forward(Tensor x) { return x; }", "");
        out.refused("list", "%s.call(Torch.ones(1));", "new ReLU()", "new ModuleList<>(new ReLU())");
        out.refused("ctor_kw", "Object o = new Module(%s) {};", "", "3");
    }

    private static void beforeInit(Observations out) {
        String parameter = "class A extends Module { Parameter w; A() { %s } }";
        String make = "w = new Parameter(Torch.ones(1));";
        out.refused("param", parameter, "super(); " + make, make + " super();");
        String module = "class B extends Module { Linear l; B() { %s } }";
        out.refused("module", module, "super(); l = new Linear(1, 1);", "l = new Linear(1, 1); super();");
    }
}
