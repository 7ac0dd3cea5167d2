package dev.sconce.it.course;

import static dev.sconce.torch.Torch.arange;
import static dev.sconce.torch.Torch.equal;
import static dev.sconce.torch.Torch.isin;
import static dev.sconce.torch.Torch.load;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.randn;
import static dev.sconce.torch.Torch.save;
import static dev.sconce.torch.Torch.sigmoid;
import static dev.sconce.torch.Torch.tensor;

import dev.sconce.it.programs.ProgramsTest;
import dev.sconce.it.python.LiveTest;
import dev.sconce.nn.AvgPool2d;
import dev.sconce.nn.BatchNorm1d;
import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.CrossEntropyLoss;
import dev.sconce.nn.DataParallel;
import dev.sconce.nn.Dropout;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.MaxPool2d;
import dev.sconce.nn.ModuleList;
import dev.sconce.nn.Parallel;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.init.Init;
import dev.sconce.optim.ParamGroup;
import dev.sconce.optim.SGD;
import dev.sconce.torch.Cuda;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first layer, a first network, filters, containers, a first step of training. */
@LiveTest
class FirstNetworksTest extends ProgramsTest {

    @Test
    void aPerceptronOfColumns() {
        class ColumnLinear extends Layer {
            final Parameter w;
            final Parameter b;

            ColumnLinear(int inFeatures, int outFeatures) {
                w = new Parameter(randn(outFeatures, inFeatures));
                b = new Parameter(randn(outFeatures, 1));
            }

            @Override
            protected Tensor forward(Tensor x) {
                return w.mm(x).add(b);
            }
        }

        class Perceptron extends Layer {
            final ColumnLinear layer1;
            final ColumnLinear layer2;

            Perceptron(int inFeatures, int hiddenFeatures, int outFeatures) {
                layer1 = new ColumnLinear(inFeatures, hiddenFeatures);
                layer2 = new ColumnLinear(hiddenFeatures, outFeatures);
            }

            @Override
            protected Tensor forward(Tensor x) {
                x = layer1.call(x);
                x = sigmoid(x);
                x = layer2.call(x);
                return x;
            }
        }

        var perceptron = new Perceptron(3, 4, 1);
        Tensor x = randn(3, 5);
        Tensor output = perceptron.call(x);
        print(output);
    }

    @Test
    void aFilterThatSharpens() {
        Tensor img = arange(36.0).sin().view(1, 6, 6);
        Tensor input = img.unsqueeze(0);

        Tensor kernel = ones(3, 3).div(-9);
        kernel.at(1, 1).set(1);
        var conv = new Conv2d(1, 1, new long[] {3, 3}, c -> c.stride(1).bias(false));
        conv.weight.setData(kernel.view(1, 1, 3, 3));

        Tensor out = conv.call(input);
        print(out.data().squeeze(0));
    }

    @Test
    void averagePooling() {
        Tensor img = arange(36.0).view(1, 6, 6);
        Tensor input = img.unsqueeze(0);
        var pool = new AvgPool2d(2, 2);
        print(pool.parameters());
        Tensor out = pool.call(input);
        print(out.data().squeeze(0));
    }

    @Test
    void aLinearLayerOfRows() {
        var linear = new Linear(3, 4);
        Tensor input = randn(2, 3);
        Tensor output = linear.call(input);
        print(output);
    }

    @Test
    void dropout() {
        var dropout = new Dropout(0.5);
        Tensor input = ones(1000);
        Tensor output = dropout.call(input);
        print(output);
        print(output.min(), output.max(), isin(output, tensor(0., 2.)).all());
        dropout.eval();
        print(equal(dropout.call(input), input));
    }

    @Test
    void twoWaysToASequential() {
        var net1 = new Sequential();
        net1.addModule("conv", new Conv2d(3, 3, 3));
        net1.addModule("bn", new BatchNorm2d(3));
        net1.addModule("activation", new ReLU());

        var net2 = new Sequential(new Conv2d(3, 3, 3), new BatchNorm1d(3), new ReLU());

        Tensor input = randn(1, 3, 4, 4);
        Tensor output = net1.call(input);
        print(output);
        printError(() -> net2.call(input)); // the notes' batch norm is one for rows
        print(new ModuleList<>(new Conv2d(3, 3, 3), new ReLU()));
    }

    @Test
    void crossEntropy() {
        Tensor score = randn(3, 2);
        Tensor label = tensor(1., 0., 1.).to(DType.INT64);
        var criterion = new CrossEntropyLoss();
        Tensor loss = criterion.call(score, label);
        print(loss);
    }

    static class Net extends Layer {
        final Sequential features = new Sequential(
                new Conv2d(3, 6, 5),
                new ReLU(),
                new MaxPool2d(2, 2),
                new Conv2d(6, 16, 5),
                new ReLU(),
                new MaxPool2d(2, 2));
        final Sequential classifier = new Sequential(
                new Linear(16 * 5 * 5, 120), new ReLU(), new Linear(120, 84), new ReLU(), new Linear(84, 10));

        @Override
        protected Tensor forward(Tensor x) {
            x = features.call(x);
            x = x.view(-1, 16 * 5 * 5);
            x = classifier.call(x);
            return x;
        }
    }

    @Test
    void aStepOfTraining() {
        var net = new Net();
        var optimizer = new SGD(net.parameters(), o -> o.lr(1));
        optimizer.zeroGrad();

        Tensor input = randn(1, 3, 32, 32);
        Tensor output = net.call(input);
        output.backward(o -> o.gradient(output)); // fake backward

        optimizer.step();
        print(output);
        print(net.call(input));
    }

    @Test
    void aKernelThatDoesNotFit() {
        class WideKernelNet extends Layer {
            final Sequential features = new Sequential(
                    new Conv2d(3, 6, 5),
                    new ReLU(),
                    new MaxPool2d(2, 2),
                    new Conv2d(6, 16, 6),
                    new ReLU(),
                    new MaxPool2d(2, 2));

            @Override
            protected Tensor forward(Tensor x) {
                x = features.call(x);
                return x.view(-1, 16 * 5 * 5);
            }
        }

        var net = new WideKernelNet();
        printError(() -> net.call(randn(1, 3, 32, 32)));
    }

    @Test
    void ratesForParts() {
        var net = new Net();
        var optimizer = new SGD(
                List.of(
                        ParamGroup.of(net.features.parameters()),
                        ParamGroup.of(net.classifier.parameters()).lr(0.01)),
                o -> o.lr(0.001));
        print(optimizer);
    }

    @Test
    @SuppressWarnings("deprecation") // the notes are old
    void initialization() {
        var linear = new Linear(3, 4);
        Init.xavierNormal(linear.weight);
        print(linear.weight);
    }

    @Test
    void saveAndLoad(@TempDir Path folder) throws Exception {
        var net = new Net();
        Path file = folder.resolve("net.pth");
        save(net.stateDict(), file);
        var net2 = new Net();
        net2.loadStateDict(load(file).stateDict());
        Tensor input = randn(1, 3, 32, 32);
        print(equal(net.call(input), net2.call(input)));
        print(net2.call(input));
        net.eval();
        print(net.isTraining(), net.features.get(0).isTraining());
        net.train();
        print(net.isTraining(), net.features.get(0).isTraining());
    }

    @Test
    void onSeveralDevices() {
        var model = new Net();
        Tensor input = randn(4, 3, 32, 32);
        if (Cuda.isAvailable()) {
            model.cuda();
            input = input.cuda();
            print(Parallel.dataParallel(model, input).cpu());
        } else {
            Tensor onCpu = input;
            printError(() -> Parallel.dataParallel(model, onCpu));
        }

        var newNet = new DataParallel<Tensor>(model);
        Tensor output = newNet.call(input);
        print(output.cpu());
        print(List.copyOf(newNet.stateDict().keySet()));
    }
}
