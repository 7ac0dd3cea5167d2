package dev.sconce.it.bench;

import static dev.sconce.torch.Torch.manualSeed;
import static dev.sconce.torch.Torch.randint;
import static dev.sconce.torch.Torch.randn;

import dev.sconce.it.models.ResNet;
import dev.sconce.nn.Parameter;
import dev.sconce.optim.Adam;
import dev.sconce.optim.Optimizer;
import dev.sconce.optim.SGD;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Networks beside those of {@link ModelBenchmarks}: the batch of 8, and one small network with two optimizers. */
final class NnBenchmarks {

    private NnBenchmarks() {}

    static List<Benchmark> all() {
        return List.of(
                new Benchmark(
                        "nn.resnet18_forward_b8",
                        folder -> ModelBenchmarks.forward(ModelBenchmarks.resnet18(folder), randn(8, 3, 64, 64))),
                new Benchmark("nn.resnet18_train_step_b8", NnBenchmarks::resnet18TrainStep),
                new Benchmark(
                        "nn.mlp_train_step_sgd",
                        folder -> mlpTrainStep(parameters ->
                                new SGD(parameters, o -> o.lr(1e-3).momentum(0.9)))),
                new Benchmark(
                        "nn.mlp_train_step_adam",
                        folder -> mlpTrainStep(parameters -> new Adam(parameters, o -> o.lr(1e-3)))));
    }

    private static Benchmark.Round resnet18TrainStep(Path folder) throws IOException {
        ResNet net = ModelBenchmarks.resnet18(folder);
        SGD optimizer = new SGD(net.parameters(), o -> o.lr(1e-3).momentum(0.9));
        return ModelBenchmarks.trainingStep(net, optimizer, randn(8, 3, 64, 64), randint(1000, new long[] {8}));
    }

    private static Benchmark.Round mlpTrainStep(Function<List<Parameter>, Optimizer> makeOptimizer) {
        manualSeed(1);
        Mlp net = new Mlp();
        return ModelBenchmarks.trainingStep(
                net, makeOptimizer.apply(net.parameters()), randn(32, 64), randint(10, new long[] {32}));
    }
}
