package dev.sconce.it.course;

import static dev.sconce.torch.Torch.matmul;
import static dev.sconce.torch.Torch.mm;
import static dev.sconce.torch.Torch.rand;
import static dev.sconce.torch.Torch.randn;
import static dev.sconce.torch.Torch.slice;
import static dev.sconce.torch.Torch.tensor;

import dev.sconce.it.programs.ProgramsTest;
import dev.sconce.it.python.LiveTest;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import org.junit.jupiter.api.Test;

/** Blocks, access to parameters, their initialization, layers of one's own. */
@LiveTest
class BlocksTest extends ProgramsTest {

    @Test
    void sequential() {
        var net = new Sequential(new Linear(20, 256), new ReLU(), new Linear(256, 10));
        Tensor x = rand(2, 20);
        print(net.call(x));
    }

    @Test
    void customBlock() {
        class MLP extends Layer {
            final Linear hidden = new Linear(20, 256);
            final Linear out = new Linear(256, 10);

            @Override
            protected Tensor forward(Tensor x) {
                return out.call(F.relu(hidden.call(x)));
            }
        }

        var net = new MLP();
        Tensor x = rand(2, 20);
        print(net.call(x));
    }

    @Test
    void mySequential() {
        class MySequential extends Layer {
            MySequential(Layer... args) {
                for (Layer block : args) {
                    addModule(String.valueOf(children().size()), block);
                }
            }

            @Override
            protected Tensor forward(Tensor x) {
                for (Module block : children()) {
                    print(block);
                    x = ((Layer) block).call(x);
                }
                return x;
            }
        }

        var net = new MySequential(new Linear(20, 256), new ReLU(), new Linear(256, 10));
        Tensor x = rand(2, 20);
        print(net.call(x));
    }

    static class FixedHiddenMLP extends Layer {
        final Tensor randWeight = rand(20, 20);
        final Linear linear = new Linear(20, 20);

        @Override
        protected Tensor forward(Tensor x) {
            x = linear.call(x);
            x = F.relu(mm(x, randWeight.add(1)));
            x = linear.call(x);
            while (x.abs().sum().item() > 1) {
                x.div_(2);
            }
            return x.sum();
        }
    }

    @Test
    void codeInForward() {
        var net = new FixedHiddenMLP();
        Tensor x = rand(2, 20);
        print(net.call(x));
    }

    @Test
    void blocksOfAllKinds() {
        class NestMLP extends Layer {
            final Sequential net = new Sequential(new Linear(20, 64), new ReLU(), new Linear(64, 32), new ReLU());
            final Linear linear = new Linear(32, 16);

            @Override
            protected Tensor forward(Tensor x) {
                return linear.call(net.call(x));
            }
        }

        var chimear = new Sequential(new NestMLP(), new Linear(16, 20), new FixedHiddenMLP());
        Tensor x = rand(2, 20);
        print(chimear.call(x));
    }

    @Test
    void accessToParameters() {
        var net = new Sequential(new Linear(4, 8), new ReLU(), new Linear(8, 1));
        Tensor x = rand(2, 4);
        print(net.call(x));
        print(net.get(2).stateDict());
        Linear last = net.get(2, Linear.class);
        print(last.bias.getClass().getSimpleName());
        print(last.bias);
        print(last.bias.data());
        print(last.weight.grad() == null);
        print(namesAndShapes(net.get(0)));
        print(namesAndShapes(net));
        print(net.stateDict().get("2.bias").data());
    }

    private static Object[] namesAndShapes(Module module) {
        return module.namedParameters().entrySet().stream()
                .map(entry -> Tuple.of(entry.getKey(), entry.getValue().shape()))
                .toArray();
    }

    @Test
    void nestedBlocks() {
        Tensor x = rand(2, 4);
        var rgnet = new Sequential(block2(), new Linear(4, 1));
        print(rgnet.call(x));
        print(rgnet);
    }

    private static Sequential block1() {
        return new Sequential(new Linear(4, 8), new ReLU(), new Linear(8, 4), new ReLU());
    }

    private static Sequential block2() {
        var net = new Sequential();
        for (int i = 0; i < 4; i++) {
            net.addModule("block" + i, block1());
        }
        return net;
    }

    @Test
    void builtInInitialization() {
        var net = new Sequential(new Linear(4, 8), new ReLU(), new Linear(8, 1));

        net.apply(m -> {
            if (m instanceof Linear linear) {
                Init.normal_(linear.weight, 0, 0.01);
                Init.zeros_(linear.bias);
            }
        });
        print(net.get(0, Linear.class).weight.data().get(0));
        print(net.get(0, Linear.class).bias.data().get(0));
    }

    @Test
    void initializationOfOnesOwn() {
        var net = new Sequential(new Linear(4, 8), new ReLU(), new Linear(8, 1));
        net.apply(m -> {
            if (m instanceof Linear linear) {
                var first = linear.namedParameters().entrySet().iterator().next();
                print("Init", first.getKey(), first.getValue().shape());
                Init.uniform_(linear.weight, -10, 10);
                linear.weight.data().mul_(linear.weight.data().abs().ge(5));
            }
        });
        Parameter weight = net.get(0, Linear.class).weight;
        print(weight.get(slice(null, 2)));
        weight.data().at(slice()).update(all -> all.add(1));
        weight.data().at(0, 0).set(42);
        print(weight.data().get(0));
    }

    @Test
    void layersOfOnesOwn() {
        class CenteredLayer extends Layer {
            @Override
            protected Tensor forward(Tensor x) {
                return x.sub(x.mean());
            }
        }

        var layer = new CenteredLayer();
        print(layer.call(tensor(1., 2., 3., 4., 5.)));

        var net = new Sequential(new Linear(8, 128), new CenteredLayer());
        Tensor y = net.call(rand(4, 8));
        print(y.mean());

        class MyLinear extends Layer {
            final Parameter weight;
            final Parameter bias;

            MyLinear(int inUnits, int units) {
                weight = new Parameter(randn(inUnits, units));
                bias = new Parameter(randn(units));
            }

            @Override
            protected Tensor forward(Tensor x) {
                Tensor linear = matmul(x, weight.data()).add(bias.data());
                return F.relu(linear);
            }
        }

        var dense = new MyLinear(5, 3);
        print(dense.weight);

        print(dense.call(rand(2, 5)));
        net = new Sequential(new MyLinear(64, 8), new MyLinear(8, 1));
        print(net.call(rand(2, 64)));
    }
}
