package dev.sconce.it.bench;

import static dev.sconce.torch.Torch.load;
import static dev.sconce.torch.Torch.manualSeed;
import static dev.sconce.torch.Torch.noGrad;
import static dev.sconce.torch.Torch.randint;
import static dev.sconce.torch.Torch.randn;

import dev.sconce.it.models.ResNet;
import dev.sconce.nn.CrossEntropyLoss;
import dev.sconce.nn.Layer;
import dev.sconce.optim.Optimizer;
import dev.sconce.optim.SGD;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A forward pass in eval mode and a training step with SGD of each kind of network, at the batches given. */
final class ModelBenchmarks {
    private ModelBenchmarks() {}

    static List<Benchmark> all() {
        return Stream.of(
                        both("mlp", 1, folder -> new Mlp(), batch -> randn(batch, 64), 10),
                        both("mlp", 32, folder -> new Mlp(), batch -> randn(batch, 64), 10),
                        both("lenet", 1, folder -> new LeNet(), batch -> randn(batch, 3, 32, 32), 10),
                        both("lenet", 64, folder -> new LeNet(), batch -> randn(batch, 3, 32, 32), 10),
                        both("resnet18", 1, ModelBenchmarks::resnet18, batch -> randn(batch, 3, 64, 64), 1000),
                        both("resnet18", 16, ModelBenchmarks::resnet18, batch -> randn(batch, 3, 64, 64), 1000),
                        both("lstm", 32, folder -> new SequenceClassifier(), batch -> randn(batch, 50, 64), 10),
                        both("transformer", 16, folder -> new EncoderClassifier(), batch -> randn(batch, 64, 128), 10),
                        both(
                                "embedding",
                                32,
                                folder -> new WordPredictor(),
                                ModelBenchmarks::words,
                                WordPredictor.WORDS))
                .flatMap(List::stream)
                .toList();
    }

    /** Makes a network from the files in a folder. */
    @FunctionalInterface
    private interface Network {
        Layer make(Path folder) throws IOException;
    }

    /** Makes the input of a batch. */
    @FunctionalInterface
    private interface Input {
        Tensor make(long batch);
    }

    private static List<Benchmark> both(String model, long batch, Network network, Input input, long classes) {
        return List.of(
                new Benchmark("nn." + model + "_forward_b" + batch, folder -> {
                    manualSeed(1);
                    return forward(network.make(folder), input.make(batch));
                }),
                new Benchmark("nn." + model + "_train_step_b" + batch, folder -> {
                    manualSeed(1);
                    Layer net = network.make(folder);
                    SGD optimizer = new SGD(net.parameters(), o -> o.lr(1e-3).momentum(0.9));
                    return trainingStep(net, optimizer, input.make(batch), randint(classes, new long[] {batch}));
                }));
    }

    private static Tensor words(long batch) {
        return randint(WordPredictor.WORDS, new long[] {batch, 8});
    }

    static ResNet resnet18(Path folder) throws IOException {
        ResNet net = ResNet.resnet18();
        net.loadStateDict(load(CheckpointBenchmarks.resnet18(folder)).stateDict());
        return net;
    }

    static Benchmark.Round forward(Layer net, Tensor x) {
        net.eval();
        freeIntermediates(net, x);
        return () -> {
            try (TensorScope scope = new TensorScope();
                    var mode = noGrad()) {
                net.call(x);
            }
        };
    }

    static Benchmark.Round trainingStep(Layer net, Optimizer optimizer, Tensor x, Tensor target) {
        CrossEntropyLoss criterion = new CrossEntropyLoss();
        net.train();
        freeIntermediates(net, x);
        return () -> {
            try (TensorScope scope = new TensorScope()) {
                optimizer.zeroGrad();
                Tensor loss = criterion.call(net.call(x), target);
                loss.backward();
                optimizer.step();
            }
        };
    }

    /** Python's reference counts free what a call made on its way; where activations are large, so does Java. */
    private static void freeIntermediates(Layer net, Tensor x) {
        net.freeIntermediates(x.size(0) > 1);
    }
}
