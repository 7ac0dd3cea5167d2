package dev.sconce.it.course;

import static dev.sconce.torch.Torch.empty;
import static dev.sconce.torch.Torch.manualSeed;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.rand;
import static dev.sconce.torch.Torch.randn;
import static dev.sconce.torch.Torch.sigmoid;
import static dev.sconce.torch.Torch.stack;
import static dev.sconce.torch.Torch.tensor;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.it.models.ResNet;
import dev.sconce.it.programs.ProgramsTest;
import dev.sconce.it.python.LiveTest;
import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.CrossEntropyLoss;
import dev.sconce.nn.LSTM;
import dev.sconce.nn.LSTMCell;
import dev.sconce.nn.LSTMState;
import dev.sconce.nn.Layer;
import dev.sconce.nn.MaxPool2d;
import dev.sconce.nn.Module;
import dev.sconce.nn.ModuleList;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.RegisteredAs;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.optim.ParamGroup;
import dev.sconce.optim.SGD;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A tour of the toolbox: layers, containers, recurrent networks, losses, optimizers, hooks, a ResNet. */
@LiveTest
class ToolboxTest extends ProgramsTest {

    static class Linear extends Layer {
        final Parameter w;
        final Parameter b;

        Linear(int inFeatures, int outFeatures) {
            w = new Parameter(randn(inFeatures, outFeatures));
            b = new Parameter(randn(outFeatures));
        }

        @Override
        protected Tensor forward(Tensor x) {
            x = x.mm(w);
            return x.add(b.expandAs(x));
        }
    }

    @Test
    void aLayer() {
        var layer = new Linear(4, 3);
        Tensor inputs = randn(2, 4);
        Tensor outputs = layer.call(inputs);
        print(outputs);

        layer.namedParameters().forEach((name, parameter) -> print(name, ":", parameter));
    }

    @Test
    void aPerceptron() {
        class Perceptron extends Layer {
            final Linear layer1;
            final Linear layer2;

            Perceptron(int inFeatures, int hiddenFeatures, int outFeatures) {
                layer1 = new Linear(inFeatures, hiddenFeatures);
                layer2 = new Linear(hiddenFeatures, outFeatures);
            }

            @Override
            protected Tensor forward(Tensor x) {
                x = layer1.call(x);
                x = sigmoid(x);
                return layer2.call(x);
            }
        }

        var perceptron = new Perceptron(3, 4, 1);
        perceptron.namedParameters().forEach((name, parameter) -> print(name, ":", parameter.shape()));
        Tensor inputs = randn(2, 3);
        Tensor outputs = perceptron.call(inputs);
        print(outputs);
        perceptron.namedParameters().forEach((name, parameter) -> print(name, ":", parameter));
    }

    @Test
    void reluInPlace() {
        var relu = new ReLU(true);
        Tensor input = randn(2, 3);
        print(input);
        Tensor output = relu.call(input);
        print(output);
        print(input);
    }

    @Test
    void threeWaysToASequential() {
        var net1 = new Sequential();
        net1.addModule("conv", new Conv2d(3, 3, 3));
        net1.addModule("batchnorm", new BatchNorm2d(3));
        net1.addModule("activation_layer", new ReLU());

        var net2 = new Sequential(new Conv2d(3, 3, 3), new BatchNorm2d(3), new ReLU());

        var layers = new LinkedHashMap<String, Module>();
        layers.put("conv1", new Conv2d(3, 3, 3));
        layers.put("bn1", new BatchNorm2d(3));
        layers.put("relu1", new ReLU());
        var net3 = new Sequential(layers);

        print("net1: ", net1);
        print("net2: ", net2);
        print("net3: ", net3);

        print(net1.get("conv"), net2.get(0), net3.get("conv1"));

        Tensor input = rand(1, 3, 4, 4);
        Tensor output = net1.call(input);
        print(output);
        output = net2.call(input);
        print(output);
        output = net3.call(input);
        print(output);
        output = net3.get("relu1", ReLU.class)
                .call(net1.get("batchnorm", BatchNorm2d.class)
                        .call(net1.get("conv", Conv2d.class).call(input)));
        print(output);
    }

    @Test
    void layersOfAModuleListInTurn() {
        var modellist =
                new ModuleList<Layer>(new dev.sconce.nn.Linear(3, 4), new ReLU(), new dev.sconce.nn.Linear(4, 2));
        Tensor input = randn(1, 3);
        for (Layer model : modellist) {
            input = model.call(input);
        }
        print(input); // modellist.call(input) does not compile: a list has no forward
    }

    @Test
    void aListIsNotAModuleList() {
        class MyModule extends Module {
            final List<Layer> list = List.of(new dev.sconce.nn.Linear(3, 4), new ReLU());

            @RegisteredAs("module_list")
            final ModuleList<Layer> moduleList = new ModuleList<>(new Conv2d(3, 3, 3), new ReLU());
        }

        var module = new MyModule();
        print(module);
        module.namedParameters().forEach((name, param) -> print(name, param.shape()));
    }

    @Test
    void lstmAndItsCell() {
        manualSeed(1000);
        Tensor input = randn(2, 3, 4);
        var lstm = new LSTM(4, 3, 1);
        Tensor h0 = randn(1, 3, 3);
        Tensor c0 = randn(1, 3, 3);
        var result = lstm.call(input, new LSTMState(h0, c0));
        print(result.output());

        manualSeed(1000);
        input = randn(2, 3, 4);
        var cell = new LSTMCell(4, 3);
        var state = new LSTMState(randn(3, 3), randn(3, 3));
        var out = new ArrayList<Tensor>();
        for (Tensor i : input) {
            state = cell.call(i, state);
            out.add(state.h());
        }
        print(stack(out));
        print(out);
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
                new dev.sconce.nn.Linear(16 * 5 * 5, 120),
                new ReLU(),
                new dev.sconce.nn.Linear(120, 84),
                new ReLU(),
                new dev.sconce.nn.Linear(84, 10));

        @Override
        protected Tensor forward(Tensor x) {
            x = features.call(x);
            x = x.view(-1, 16 * 5 * 5);
            x = classifier.call(x);
            return x;
        }
    }

    @Test
    void threeWaysToRatesForParts() {
        var net = new Net();
        var optimizer = new SGD(
                List.of(
                        ParamGroup.of(net.features.parameters()),
                        ParamGroup.of(net.classifier.parameters()).lr(1e-2)),
                o -> o.lr(1e-5));
        print(optimizer);

        var specialLayers = new ModuleList<>(net.classifier.get(0), net.classifier.get(2));
        var specialParams = specialLayers.parameters();
        var baseParams = net.parameters().stream()
                .filter(p -> !specialParams.contains(p))
                .toList();
        optimizer = new SGD(
                List.of(ParamGroup.of(baseParams), ParamGroup.of(specialParams).lr(0.01)), o -> o.lr(0.001));
        print(optimizer.paramGroups().stream()
                .map(group -> group.params().size())
                .toList());

        double oldLr = 0.1;
        optimizer = new SGD(
                List.of(
                        ParamGroup.of(net.features.parameters()),
                        ParamGroup.of(net.classifier.parameters()).lr(oldLr * 0.1)),
                o -> o.lr(1e-5));
        optimizer.zeroGrad();

        Tensor input = randn(1, 3, 32, 32);
        Tensor output = net.call(input);
        output.backward(o -> o.gradient(output));
        optimizer.step();
        print(output);
        print(net.call(input));
    }

    @Test
    void functionsBesideModules() {
        Tensor input = randn(2, 3);
        var model = new dev.sconce.nn.Linear(3, 4);
        Tensor output1 = model.call(input);
        Tensor output2 = F.linear(input, model.weight, model.bias);
        print(output1);
        print(output2);

        Tensor b1 = F.relu(input);
        Tensor b2 = new ReLU().call(input);
        print(b1);
        print(b2);
    }

    @Test
    void leNetByFunctions() {
        class LeNet extends Layer {
            final Conv2d conv1 = new Conv2d(3, 6, 5);
            final Conv2d conv2 = new Conv2d(6, 16, 5);
            final dev.sconce.nn.Linear fc1 = new dev.sconce.nn.Linear(16 * 5 * 5, 120);
            final dev.sconce.nn.Linear fc2 = new dev.sconce.nn.Linear(120, 84);
            final dev.sconce.nn.Linear fc3 = new dev.sconce.nn.Linear(84, 10);

            @Override
            protected Tensor forward(Tensor x) {
                x = F.maxPool2d(F.relu(conv1.call(x)), 2);
                x = F.maxPool2d(F.relu(conv2.call(x)), 2);
                x = x.view(-1, 16 * 5 * 5);
                x = F.relu(fc1.call(x));
                x = F.relu(fc2.call(x));
                x = fc3.call(x);
                return x;
            }
        }

        var net = new LeNet();
        print(net);
        print(net.call(randn(2, 3, 32, 32)));
    }

    @Test
    void aLinearLayerByFunctions() {
        class MyLinear extends Layer {
            final Parameter weight = new Parameter(randn(3, 4));
            final Parameter bias = new Parameter(zeros(3));

            @Override
            protected Tensor forward(Tensor input) {
                return F.linear(input, weight, bias);
            }
        }

        print(new MyLinear().call(ones(2, 4)));
    }

    @Test
    void initialization() {
        var linear = new dev.sconce.nn.Linear(3, 4);

        manualSeed(1);
        Init.xavierNormal_(linear.weight);
        print(linear.weight.data());

        manualSeed(1);
        double std = Math.sqrt(2) / Math.sqrt(7.);
        linear.weight.data().normal_(0, std);
        print(linear.weight.data());
    }

    @Test
    void initializationByName() {
        var net = new Net();
        net.namedParameters().forEach((name, params) -> {
            if (name.contains("classifier")) {
                Init.constant_(params, 0.5);
            } else if (name.contains("features")) {
                Init.ones_(params);
            }
        });
        print(
                net.classifier.get(4, dev.sconce.nn.Linear.class).bias.data(),
                net.features.get(0, Conv2d.class).bias.data());
    }

    @Test
    void aHookThatTakesFeatures() {
        var model = new Net();
        Tensor input = randn(1, 3, 32, 32);
        Tensor features = empty(1, 6, 14, 14);

        var handle = model.features
                .get(2)
                .registerForwardHook((module, args, output) -> features.copy_(((Tensor) output).data()));
        model.call(input);
        handle.remove();
        print(features.get(0, 0));
    }

    static class ResidualBlock extends Layer {
        final Sequential left;
        final Sequential right;

        ResidualBlock(int inchannel, int outchannel) {
            this(inchannel, outchannel, 1, null);
        }

        ResidualBlock(int inchannel, int outchannel, int stride, Sequential shortcut) {
            left = new Sequential(
                    new Conv2d(inchannel, outchannel, 3, c -> c.stride(stride)
                            .padding(1)
                            .bias(false)),
                    new BatchNorm2d(outchannel),
                    new ReLU(true),
                    new Conv2d(outchannel, outchannel, 3, c -> c.padding(1).bias(false)),
                    new BatchNorm2d(outchannel));
            right = shortcut;
        }

        @Override
        protected Tensor forward(Tensor x) {
            Tensor out = left.call(x);
            Tensor residual = right == null ? x : right.call(x);
            out.add_(residual);
            return F.relu(out);
        }
    }

    static class OwnResNet extends Layer {
        final Sequential pre = new Sequential(
                new Conv2d(3, 64, 7, c -> c.stride(2).padding(3).bias(false)),
                new BatchNorm2d(64),
                new ReLU(true),
                new MaxPool2d(3, 2, 1));
        final Sequential layer1 = makeLayer(64, 128, 3, 1);
        final Sequential layer2 = makeLayer(128, 256, 4, 2);
        final Sequential layer3 = makeLayer(256, 512, 6, 2);
        final Sequential layer4 = makeLayer(512, 512, 3, 2);
        final dev.sconce.nn.Linear fc = new dev.sconce.nn.Linear(512, 1000);

        private static Sequential makeLayer(int inchannel, int outchannel, int blockNum, int stride) {
            var shortcut = new Sequential(
                    new Conv2d(inchannel, outchannel, 1, c -> c.stride(stride).bias(false)),
                    new BatchNorm2d(outchannel));
            var layers = new ArrayList<Layer>();
            layers.add(new ResidualBlock(inchannel, outchannel, stride, shortcut));
            for (int i = 0; i < blockNum; i++) {
                layers.add(new ResidualBlock(outchannel, outchannel));
            }
            return new Sequential(layers);
        }

        @Override
        protected Tensor forward(Tensor x) {
            x = pre.call(x);
            x = layer1.call(x);
            x = layer2.call(x);
            x = layer3.call(x);
            x = layer4.call(x);
            x = F.avgPool2d(x, 7);
            x = x.view(x.size(0), -1);
            return fc.call(x);
        }
    }

    @Test
    void aResNet() {
        Tensor input = randn(1, 3, 224, 224);
        var model1 = new OwnResNet();
        Tensor output1 = model1.call(input);
        print(output1.shape());
        print(List.copyOf(model1.stateDict().keySet()));
        var model2 = ResNet.resnet34();
        Tensor output2 = model2.call(input);
        print(output2.shape());
    }
}
