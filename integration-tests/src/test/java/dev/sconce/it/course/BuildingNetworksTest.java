package dev.sconce.it.course;

import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.randn;

import dev.sconce.it.programs.ProgramsTest;
import dev.sconce.it.python.LiveTest;
import dev.sconce.nn.Conv1d;
import dev.sconce.nn.Dropout;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.ModuleList;
import dev.sconce.nn.Sequential;
import dev.sconce.optim.Adam;
import dev.sconce.optim.ParamGroup;
import dev.sconce.optim.SGD;
import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How modules register their parameters, containers, and what an optimizer makes of it. */
@LiveTest
class BuildingNetworksTest extends ProgramsTest {

    @Test
    void registeredParameters() {
        class Registering extends Module {
            final Linear linear = new Linear(2, 3);
            final Conv1d conv = new Conv1d(1, 2, 3);
            final Dropout dropout = new Dropout(0.1);
        }

        var a = new Registering();
        a.namedParameters().forEach((name, p) -> print(name, p));
    }

    @Test
    void clonesOfALayer() {
        class Cloning extends Module {
            final ModuleList<Linear> linears = clones(new Linear(2, 3), 2);
            final Dropout drop = new Dropout(0.1);

            private static ModuleList<Linear> clones(Linear module, int n) {
                var list = new ModuleList<Linear>();
                for (int i = 0; i < n; i++) {
                    list.append((Linear) module.deepCopy());
                }
                return list;
            }
        }

        var a = new Cloning();
        a.namedParameters().forEach((name, p) -> print(name, p));
    }

    @Test
    void layersInAModuleList() {
        class Listing extends Module {
            final ModuleList<Linear> linears;
            final Dropout drop = new Dropout(0.1);

            Listing(int d, int v, int n) {
                var moduleList = new ArrayList<Linear>();
                for (int i = 0; i < n; i++) {
                    moduleList.add(new Linear(d, v));
                }
                linears = new ModuleList<>(moduleList);
            }
        }

        var a = new Listing(2, 3, 2);
        a.namedParameters().forEach((name, p) -> print(name, p));
    }

    @Test
    void layersUnpackedIntoASequential() {
        class Unpacking extends Module {
            final Sequential linears;
            final Dropout drop = new Dropout(0.1);

            Unpacking(int d, int v, int n) {
                var moduleList = new ArrayList<Linear>();
                for (int i = 0; i < n; i++) {
                    moduleList.add(new Linear(d, v));
                }
                linears = new Sequential(moduleList);
            }
        }

        var a = new Unpacking(2, 3, 2);
        a.namedParameters().forEach((name, p) -> print(name, p));
    }

    @Test
    void sequentialAloneAndInside() {
        var model = new Sequential(new Linear(2, 3), new Linear(3, 4));
        Tensor x = ones(2, 2);
        print(model.call(x));

        class Wrapping extends Layer {
            final Sequential linears = new Sequential(new Linear(2, 3), new Linear(3, 4));

            @Override
            protected Tensor forward(Tensor x) {
                return linears.call(x);
            }
        }

        var a = new Wrapping();
        print(a.call(x));
        print(a.linears.call(x));
    }

    @Test
    void modulesInModules() {
        class M extends Layer {
            final Linear linear = new Linear(4, 4);

            @Override
            protected Tensor forward(Tensor x) {
                return linear.call(x);
            }
        }

        class T extends Layer {
            final Sequential linears = new Sequential(new Linear(2, 3), new Linear(3, 4));
            final M model;

            T(M model) {
                this.model = model;
            }

            @Override
            protected Tensor forward(Tensor x) {
                return model.call(linears.call(x));
            }
        }

        var b = new M();
        var a = new T(b);
        print(a);
    }

    @Test
    void optimizersForParts() {
        class Model extends Module {
            final Linear base = new Linear(2, 3);
            final Linear classifier = new Linear(3, 2);
        }

        var model = new Model();
        print(new SGD(
                List.of(
                        ParamGroup.of(model.base.parameters()),
                        ParamGroup.of(model.classifier.parameters()).lr(1e-3)),
                o -> o.lr(1e-2).momentum(0.9)));
        print(new Adam(model.parameters(), o -> o.lr(1e-3).betas(0.9, 0.99)));
    }

    static class Parts extends Layer {
        final Sequential linears = new Sequential(new Linear(2, 3), new Linear(3, 4));
        final Linear linear = new Linear(4, 4);

        @Override
        protected Tensor forward(Tensor x) {
            return linear.call(linears.call(x));
        }
    }

    @Test
    void parameterGroups() {
        var a = new Parts();

        var optimizer = new Adam(a.parameters(), o -> o.lr(1e-3));
        for (var group : optimizer.paramGroups()) {
            print(group);
        }
        print(optimizer.paramGroups());
    }

    @Test
    void parameterGroupsOfParts() {
        var a = new Parts();
        var optimizer = new Adam(
                List.of(
                        ParamGroup.of(a.linears.parameters()),
                        ParamGroup.of(a.linear.parameters()).lr(1e-2)),
                o -> o.lr(1e-3));
        print(optimizer.paramGroups());
    }

    @Test
    void anotherRateAtEachStep() {
        var a = new Parts();
        var optimizer = new Adam(a.parameters(), o -> o.lr(1e-3));
        Tensor x = randn(5, 2);
        for (int step = 1; step < 4; step++) {
            double rate = 0.01 * step;
            for (var group : optimizer.paramGroups()) {
                group.lr(rate);
            }
            optimizer.zeroGrad();
            Tensor loss = a.call(x).pow(2).mean();
            loss.backward();
            optimizer.step();
            print(rate, loss.item());
        }
        print(a.linear.weight);
    }
}
