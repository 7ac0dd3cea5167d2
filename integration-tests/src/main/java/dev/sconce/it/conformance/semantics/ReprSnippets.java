package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.zeros;

import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Dropout;
import dev.sconce.nn.Linear;
import dev.sconce.nn.MaxPool2d;
import dev.sconce.nn.Module;
import dev.sconce.nn.ModuleDict;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import java.util.Map;

/** {@code repr/*}: what modules print. */
@SuppressWarnings("UnusedVariable") // modules find their fields by reflection
final class ReprSnippets {
    private ReprSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("repr/nested", ReprSnippets::nested);
        table.put("repr/extra", ReprSnippets::extra);
    }

    private static void nested(Observations out) {
        class Net extends Module {
            final Sequential features =
                    new Sequential(new Conv2d(1, 6, 5, c -> c.padding(2)), new ReLU(), new MaxPool2d(2));
            final Dropout drop = new Dropout(0.25);
            final ModuleDict<Module> heads =
                    new ModuleDict<>(Py.dict("a", new Linear(6, 2), "b", new Linear(6, 3, o -> o.bias(false))));
            final Parameter w = new Parameter(zeros(2, 2));
        }
        out.out("repr", new Net());
        out.out("str", String.valueOf(new Net()));
    }

    /** Prints a line of its own. */
    private static final class A extends Module {
        @Override
        public String extraRepr() {
            return "in=1, out=2";
        }
    }

    /** Prints two lines of its own. */
    private static final class B extends Module {
        @Override
        public String extraRepr() {
            return "line1\nline2";
        }
    }

    private static void extra(Observations out) {
        class C extends Module {
            final A a = new A();
            final B b = new B();

            @Override
            public String extraRepr() {
                return "k=3";
            }
        }
        class D extends Module {}
        class E2 extends Module {
            @Override
            protected String getName() {
                return "Renamed";
            }
        }
        out.out("A", new A());
        out.out("B", new B());
        out.out("C", new C());
        out.out("D", new D());
        out.out("E", new E2());
    }
}
