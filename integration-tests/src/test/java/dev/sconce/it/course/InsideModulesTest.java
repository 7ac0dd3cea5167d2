package dev.sconce.it.course;

import static dev.sconce.torch.Torch.noGrad;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.rand;
import static dev.sconce.torch.Torch.randn;
import static dev.sconce.torch.Torch.sigmoid;
import static dev.sconce.torch.Torch.slice;

import dev.sconce.it.programs.ProgramsTest;
import dev.sconce.it.python.LiveTest;
import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Layer;
import dev.sconce.nn.MaxPool2d;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.RegisteredAs;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TorchException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a module holds, how its parameters are reached, set and shared. */
@LiveTest
class InsideModulesTest extends ProgramsTest {

    static class DoubleConv extends Layer {
        final Sequential doubleconv;

        DoubleConv(int inChannel, int outChannel) {
            doubleconv = new Sequential(
                    new Conv2d(inChannel, outChannel, 3, c -> c.padding(1)),
                    new BatchNorm2d(outChannel),
                    new ReLU(true),
                    new Conv2d(outChannel, outChannel, 3, c -> c.padding(1)),
                    new BatchNorm2d(outChannel),
                    new ReLU(true));
        }

        @Override
        protected Tensor forward(Tensor x) {
            x = doubleconv.call(x);
            return x;
        }
    }

    static class Linear extends Layer {
        final Parameter w;
        final Parameter b;

        @RegisteredAs("layer_inner")
        final Conv2d layerInner;

        Linear(int inputFeatures, int outputFeatures) {
            w = new Parameter(rand(inputFeatures, outputFeatures));
            b = new Parameter(rand(outputFeatures, 1));
            layerInner = new Conv2d(32, 32, 3, 2, 1);
        }

        @Override
        protected Tensor forward(Tensor input) {
            return sigmoid(input.matmul(w).add(b));
        }
    }

    static class LeNet extends Layer {
        final Sequential features = new Sequential(
                new Conv2d(3, 6, 5),
                new ReLU(),
                new MaxPool2d(2, 2),
                new Conv2d(6, 16, 5),
                new ReLU(),
                new MaxPool2d(2, 2));
        final Sequential classifiter = new Sequential(
                new dev.sconce.nn.Linear(16 * 5 * 5, 120),
                new ReLU(),
                new dev.sconce.nn.Linear(120, 84),
                new ReLU(),
                new dev.sconce.nn.Linear(84, 10));

        @Override
        protected Tensor forward(Tensor x) {
            x = features.call(x);
            x = x.view(-1, 16 * 5 * 5);
            x = classifiter.call(x);
            return x;
        }
    }

    @Test
    void parametersAndModules() {
        var dc = new DoubleConv(8, 16);
        print(dc.namedParameters("", false, true));
        print("-".repeat(15));
        print(dc.namedChildren());

        var s1 = dc.doubleconv.get(0);
        var s2 = ((Sequential) dc.namedChildren().get("doubleconv")).get(0);
        print(s1 == s2);

        print(dc.parameters().stream().mapToLong(Tensor::numel).sum());
    }

    @Test
    void namesAndTypes() {
        var dc = new DoubleConv(8, 16);
        dc.namedChildren().forEach((name, module) -> print("-> ", name, " <-"));

        var temp = dc.doubleconv.get(0);
        temp.namedChildren()
                .forEach((name, module) ->
                        print("-> ", name, " | ", module.getClass().getSimpleName(), " <-"));
        print("-".repeat(25));
        temp.namedParameters()
                .forEach((name, param) ->
                        print("-> ", name, " | ", param.getClass().getSimpleName(), " <-"));
    }

    @Test
    void fieldsThatRegisterThemselves() {
        var l1 = new Linear(28 * 28, 72);
        l1.namedParameters("", false, true).forEach((name, param) -> print(name));
        l1.namedChildren().forEach((name, module) -> print(name));
        print(l1.layerInner);
        print("=".repeat(25));
        print(List.copyOf(l1.layerInner.namedParameters().keySet()));
        Parameter w = l1.layerInner.weight;
        print(w.getClass().getSimpleName(), " | ", w.data().getClass().getSimpleName());
    }

    @Test
    void gradientsOfAParameter() {
        Tensor b = rand(3, 2);
        var ln = new LeNet();
        Parameter weight = ln.features.get(0, Conv2d.class).weight;
        print(b.requiresGrad(), weight.data().requiresGrad());

        Tensor temp = rand(1, 3, 32, 32);
        Tensor out = ln.call(temp);
        out = out.sum();
        print(weight.grad(), " | ", weight.data().grad());
        out.backward();
        print(weight.grad(), " | ", weight.data().grad());
    }

    @Test
    void settingAParameter() {
        var l1 = new Linear(28 * 28, 72);
        Parameter weight = l1.layerInner.weight;
        print(weight.get(slice(1, 2), slice(1, 2)));
        print("-".repeat(50));

        try (var mode = noGrad()) {
            weight.uniform_(-10, 10);
        }
        print(weight.get(slice(1, 2), slice(1, 2)));
        print("-".repeat(50));

        Init.normal_(weight, 0, 1);
        print(weight.get(slice(1, 2), slice(1, 2)));

        weight.data().normal_(-1, 0.5);
        print(weight.get(slice(1, 2), slice(1, 2)));
    }

    @Test
    void anErrorWithoutNoGrad() {
        var l1 = new Linear(28 * 28, 72);
        Parameter weight = l1.layerInner.weight;
        try {
            weight.uniform_(-10, 10);
        } catch (TorchException e) {
            print(e.getMessage());
        }
    }

    @Test
    void oneParameterInTwoConvolutions() {
        class ConvNet extends Layer {
            final Parameter convWeight = new Parameter(randn(3, 3, 5, 5));

            @Override
            protected Tensor forward(Tensor x) {
                x = F.conv2d(x, convWeight, null, new long[] {1}, new long[] {2}, new long[] {1}, 1);
                x = F.conv2d(
                        x,
                        convWeight.transpose(2, 3).contiguous(),
                        null,
                        new long[] {1},
                        new long[] {0},
                        new long[] {1},
                        1);
                return x;
            }
        }

        var net = new ConvNet();
        Tensor x = net.call(rand(1, 3, 7, 7));
        print(x);
        x.sum().backward();
        print(net.convWeight.grad().get(0, 0));
    }

    @Test
    void oneLayerFourTimes() {
        var linear = new dev.sconce.nn.Linear(1, 1, false);
        var net = new Sequential(linear, linear, linear, linear);
        print(net);
        net.namedParameters().forEach((name, param) -> {
            Init.constant_(param, 3);
            print(name, param.data());
        });

        Tensor x = ones(1, 1);
        Tensor y = net.call(x).sum();
        print(y);
        y.backward();
        var first = net.get(0, dev.sconce.nn.Linear.class);
        print(first.weight.grad());
        print(net.call(x));
        print(first.weight, " | ", first.bias);
    }
}
