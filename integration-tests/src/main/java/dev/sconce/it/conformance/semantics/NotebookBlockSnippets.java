package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.manualSeed;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.rand;
import static dev.sconce.torch.Torch.randn;
import static dev.sconce.torch.Torch.slice;
import static dev.sconce.torch.Torch.tensor;

import dev.sconce.nn.AvgPool2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Flatten;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.Sigmoid;
import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import dev.sconce.torch.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code notebook/*}: the blocks that learners build. */
final class NotebookBlockSnippets {
    private NotebookBlockSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("notebook/linear_108", NotebookBlockSnippets::linear108);
        table.put("notebook/fixed_hidden_mlp", NotebookBlockSnippets::fixedHiddenMlp);
        table.put("notebook/nest_mlp", NotebookBlockSnippets::nestMlp);
        table.put("notebook/my_sequential", NotebookBlockSnippets::mySequential);
        table.put("notebook/block_names", NotebookBlockSnippets::blockNames);
        table.put("notebook/custom_layers", NotebookBlockSnippets::customLayers);
        table.put("notebook/shared_layer_grad", NotebookBlockSnippets::sharedLayerGrad);
        table.put("notebook/param_access", NotebookBlockSnippets::paramAccess);
        table.put("notebook/my_init", NotebookBlockSnippets::myInit);
        table.put("notebook/init_per_layer", NotebookBlockSnippets::initPerLayer);
        table.put("notebook/lenet_shapes", NotebookBlockSnippets::lenetShapes);
    }

    private static void linear108(Observations out) {
        Linear lin = new Linear(1, 1, o -> o.bias(false));
        try (var noGrad = Torch.noGrad()) {
            lin.weight.fill_(3.);
        }
        Sequential net = new Sequential(lin, lin, lin, lin);
        Tensor x = ones(1, 1);
        Tensor y = net.call(x);
        y.backward();
        out.out("y", y);
        out.out("grad", lin.weight.grad());
        out.out("n_params", net.parameters().size());
        out.out("repr", net);
    }

    private static void fixedHiddenMlp(Observations out) {
        class FixedHiddenMLP extends Layer {
            final Tensor randWeight = rand(20, 20);
            final Linear linear = new Linear(20, 20);

            @Override
            protected Tensor forward(Tensor x) {
                x = linear.call(x);
                x = F.relu(x.matmul(randWeight).add(1));
                x = linear.call(x);
                while (x.abs().sum().item() > 1) {
                    x = x.div_(2);
                }
                return x.sum();
            }
        }
        manualSeed(0);
        FixedHiddenMLP net = new FixedHiddenMLP();
        Tensor x = rand(2, 20);
        Tensor y = net.call(x);
        out.out("y", y);
        y.backward();
        out.out("grad_sum", Objects.requireNonNull(net.linear.weight.grad()).sum());
        out.out("params", Py.names(net.namedParameters()));
        out.out("repr", net);
    }

    private static void nestMlp(Observations out) {
        class NestMLP extends Layer {
            final Sequential net = new Sequential(new Linear(20, 64), new ReLU(), new Linear(64, 32), new ReLU());
            final Linear linear = new Linear(32, 16);

            @Override
            protected Tensor forward(Tensor x) {
                return linear.call(net.call(x));
            }
        }
        manualSeed(0);
        Sequential chimera = new Sequential(new NestMLP(), new Linear(16, 20));
        out.out("repr", chimera);
        out.out("y", chimera.call(rand(2, 20)).sum());
        out.out("names", Py.names(chimera.namedParameters()));
    }

    private static void mySequential(Observations out) {
        class MySequential extends Layer {
            MySequential(Layer... args) {
                for (int idx = 0; idx < args.length; idx++) {
                    addModule(String.valueOf(idx), args[idx]);
                }
            }

            @Override
            protected Tensor forward(Tensor x) {
                for (Module block : children()) {
                    x = ((Layer) block).call(x);
                }
                return x;
            }
        }
        manualSeed(0);
        MySequential net = new MySequential(new Linear(20, 256), new ReLU(), new Linear(256, 10));
        out.out("repr", net);
        out.out("y", net.call(rand(2, 20)));
    }

    private static Sequential block1() {
        return new Sequential(new Linear(4, 8), new ReLU(), new Linear(8, 4), new ReLU());
    }

    private static Sequential block2() {
        Sequential net = new Sequential();
        for (int i = 0; i < 2; i++) {
            net.addModule("block " + i, block1());
        }
        return net;
    }

    private static void blockNames(Observations out) {
        Sequential rgnet = new Sequential(block2(), new Linear(4, 1));
        out.out("repr", rgnet);
        out.out("bias_name", Py.names(rgnet.namedParameters()).subList(0, 3));
        out.out(
                "access",
                rgnet.get(0, Sequential.class).get(1, Sequential.class).get(0));
        out.out("state", Py.names(rgnet.stateDict()));
    }

    /** A layer that takes the mean away. */
    private static final class CenteredLayer extends Layer {
        @Override
        protected Tensor forward(Tensor x) {
            return x.sub(x.mean());
        }
    }

    /** A linear map with a relu, written by hand. */
    private static final class MyLinear extends Layer {
        final Parameter weight;
        final Parameter bias;

        MyLinear(long inUnits, long units) {
            weight = new Parameter(randn(inUnits, units));
            bias = new Parameter(randn(units));
        }

        @Override
        protected Tensor forward(Tensor x) {
            return F.relu(x.matmul(weight.detach()).add(bias.detach()));
        }
    }

    private static void customLayers(Observations out) {
        manualSeed(0);
        out.out("centered", new CenteredLayer().call(tensor(1., 2., 3., 4., 5.)));
        MyLinear lin = new MyLinear(5, 3);
        out.out("weight", lin.weight);
        out.out("y", lin.call(rand(2, 5)));
        Sequential centered = new Sequential(new Linear(8, 128), new CenteredLayer());
        out.out("mean", centered.call(rand(4, 8)).mean().abs().lt(1e-6));
        out.out("net", new Sequential(new MyLinear(64, 8), new MyLinear(8, 1)));
    }

    private static void sharedLayerGrad(Observations out) {
        manualSeed(0);
        Linear shared = new Linear(8, 8);
        Sequential net =
                new Sequential(new Linear(4, 8), new ReLU(), shared, new ReLU(), shared, new ReLU(), new Linear(8, 1));
        Tensor x = rand(2, 4);
        net.call(x).sum().backward();
        Tensor second = net.get(2, Linear.class).weight.detach();
        Tensor fourth = net.get(4, Linear.class).weight.detach();
        out.out("same", second.get(0).eq(fourth.get(0)).toList());
        second.get(0, 0).fill_(100);
        out.out("same2", fourth.get(0, 0).item());
        out.out("grad", shared.weight.grad());
    }

    private static void paramAccess(Observations out) {
        manualSeed(0);
        Sequential net = new Sequential(new Linear(4, 8), new ReLU(), new Linear(8, 1));
        Linear last = net.get(2, Linear.class);
        out.out("state2", last.stateDict());
        out.out("type", Py.type(Py.bias(last)));
        out.out("data", Py.bias(last).detach());
        out.out("grad_none", last.weight.grad() == null);
        List<Tuple> pairs = new ArrayList<>();
        net.namedParameters().forEach((n, p) -> pairs.add(Tuple.of(n, Py.shape(p))));
        out.out("pairs", pairs);
        out.out("by_key", net.stateDict().get("2.bias"));
    }

    private static void myInit(Observations out) {
        manualSeed(0);
        Linear first = new Linear(4, 8);
        Sequential net = new Sequential(first, new ReLU(), new Linear(8, 1));
        net.apply(m -> {
            if (m instanceof Linear linear) {
                Init.uniform_(linear.weight, -10, 10);
                Tensor data = linear.weight.detach();
                data.mul_(data.abs().ge(5));
            }
        });
        out.out("w", first.weight.get(slice(null, 2)));
        Tensor data = first.weight.detach();
        data.add_(1);
        data.get(0, 0).fill_(42);
        out.out("row", data.get(0));
    }

    private static void initPerLayer(Observations out) {
        manualSeed(0);
        Linear first = new Linear(4, 8);
        ReLU middle = new ReLU();
        Linear last = new Linear(8, 1);
        Sequential net = new Sequential(first, middle, last);
        net.get(0).apply(m -> Init.xavierUniform_(((Linear) m).weight));
        net.get(2).apply(m -> Init.constant_(((Linear) m).weight, 42));
        out.out("w0", first.weight.detach().get(0));
        out.out("w2", last.weight.detach());
    }

    private static void lenetShapes(Observations out) {
        Sequential net = new Sequential(
                new Conv2d(1, 6, 5, c -> c.padding(2)),
                new Sigmoid(),
                new AvgPool2d(2, 2),
                new Conv2d(6, 16, 5),
                new Sigmoid(),
                new AvgPool2d(2, 2),
                new Flatten(),
                new Linear(16 * 5 * 5, 120),
                new Sigmoid(),
                new Linear(120, 84),
                new Sigmoid(),
                new Linear(84, 10));
        Tensor x = rand(1, 1, 28, 28);
        List<String> lines = new ArrayList<>();
        for (Module layer : net) {
            x = ((Layer) layer).call(x);
            lines.add(Py.type(layer) + " output shape: \ttorch.Size(" + Arrays.toString(x.shape()) + ")");
        }
        out.out("lines", lines);
        out.out("n_params", net.parameters().stream().mapToLong(Tensor::numel).sum());
    }
}
