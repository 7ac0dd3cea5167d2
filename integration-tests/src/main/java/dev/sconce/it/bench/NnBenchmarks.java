package dev.sconce.it.bench;

import static dev.sconce.torch.Torch.load;
import static dev.sconce.torch.Torch.manualSeed;
import static dev.sconce.torch.Torch.noGrad;
import static dev.sconce.torch.Torch.randint;
import static dev.sconce.torch.Torch.randn;

import dev.sconce.it.models.ResNet;
import dev.sconce.nn.CrossEntropyLoss;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Parameter;
import dev.sconce.optim.Adam;
import dev.sconce.optim.Optimizer;
import dev.sconce.optim.SGD;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Forward passes and training steps; random inputs, the gradients and the optimizer's work included. */
final class NnBenchmarks {

    private NnBenchmarks() {}

    static List<Benchmark> all() {
        return List.of(
                new Benchmark("nn.resnet18_forward_b1", folder -> resnet18Forward(folder, 1)),
                new Benchmark("nn.resnet18_forward_b8", folder -> resnet18Forward(folder, 8)),
                new Benchmark("nn.resnet18_train_step_b8", NnBenchmarks::resnet18TrainStep),
                new Benchmark(
                        "nn.mlp_train_step_sgd",
                        folder -> mlpTrainStep(parameters ->
                                new SGD(parameters, o -> o.lr(1e-3).momentum(0.9)))),
                new Benchmark(
                        "nn.mlp_train_step_adam",
                        folder -> mlpTrainStep(parameters -> new Adam(parameters, o -> o.lr(1e-3)))));
    }

    private static ResNet resnet18(Path folder) throws IOException {
        ResNet net = ResNet.resnet18();
        net.loadStateDict(load(CheckpointBenchmarks.resnet18(folder)).stateDict());
        return net;
    }

    private static Benchmark.Round resnet18Forward(Path folder, long batch) throws IOException {
        ResNet net = resnet18(folder);
        net.eval();
        Tensor x = randn(batch, 3, 64, 64);
        return () -> {
            try (TensorScope scope = new TensorScope();
                    var mode = noGrad()) {
                net.call(x);
            }
        };
    }

    private static Benchmark.Round resnet18TrainStep(Path folder) throws IOException {
        ResNet net = resnet18(folder);
        net.freeIntermediates(true);
        SGD optimizer = new SGD(net.parameters(), o -> o.lr(1e-3).momentum(0.9));
        return trainingStep(net, optimizer, randn(8, 3, 64, 64), randint(1000, new long[] {8}));
    }

    private static Benchmark.Round mlpTrainStep(Function<List<Parameter>, Optimizer> makeOptimizer) {
        manualSeed(1);
        Mlp net = new Mlp();
        return trainingStep(net, makeOptimizer.apply(net.parameters()), randn(32, 64), randint(10, new long[] {32}));
    }

    private static Benchmark.Round trainingStep(Layer net, Optimizer optimizer, Tensor x, Tensor target) {
        CrossEntropyLoss criterion = new CrossEntropyLoss();
        net.train();
        return () -> {
            try (TensorScope scope = new TensorScope()) {
                optimizer.zeroGrad();
                Tensor loss = criterion.call(net.call(x), target);
                loss.backward();
                optimizer.step();
            }
        };
    }
}
