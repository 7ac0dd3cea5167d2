package dev.sconce.it.bench;

import static dev.sconce.torch.Torch.randint;
import static dev.sconce.torch.Torch.randn;

import dev.sconce.nn.CrossEntropyLoss;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Sequential;
import dev.sconce.optim.Adafactor;
import dev.sconce.optim.Adam;
import dev.sconce.optim.AdamW;
import dev.sconce.optim.NamedOptions;
import dev.sconce.optim.Optimizer;
import dev.sconce.optim.SGD;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps of optimizers, alone and at the end of a training step, one parameter after the other ({@code default}), list by
 * list ({@code foreach}) and by one native function ({@code fused}).
 */
final class OptimBenchmarks {
    private static final List<String> OPTIMIZERS = List.of("sgd", "adam", "adamw", "adafactor");
    private static final List<String> PATHS = List.of("default", "foreach", "fused");

    private OptimBenchmarks() {}

    static List<Benchmark> all() {
        List<Benchmark> all = new ArrayList<>();
        for (String optimizer : OPTIMIZERS) {
            for (String path : PATHS) {
                if (optimizer.equals("adafactor") && path.equals("fused")) {
                    continue; // there is none
                }
                for (String size : List.of("6", "200", "50m")) {
                    String name = "optim.step_" + optimizer + '_' + size + '_' + path;
                    all.add(new Benchmark(name, folder -> step(optimizer, path, size), size.equals("50m")));
                }
                for (String size : List.of("6", "200")) {
                    String name = "optim.train_" + optimizer + '_' + size + '_' + path;
                    all.add(new Benchmark(name, folder -> trainingStep(optimizer, path, size), false));
                }
            }
        }
        return all;
    }

    private static Optimizer make(String name, Iterable<? extends Tensor> params, String path) {
        return switch (name) {
            case "sgd" ->
                new SGD(params, o -> {
                    o.lr(1e-3).momentum(0.9);
                    choose(o, o, path);
                });
            case "adam" -> new Adam(params, o -> choose(o.lr(1e-3), o, path));
            case "adamw" -> new AdamW(params, o -> choose(o.lr(1e-3), o, path));
            default ->
                new Adafactor(params, o -> {
                    if (path.equals("foreach")) {
                        o.lr(1e-3).foreach(true);
                    } else {
                        o.lr(1e-3);
                    }
                });
        };
    }

    private static void choose(NamedOptions.Foreach<?> foreach, NamedOptions.Fused<?> fused, String path) {
        if (path.equals("foreach")) {
            foreach.foreach(true);
        } else if (path.equals("fused")) {
            fused.fused(true);
        }
    }

    private static Benchmark.Round step(String optimizer, String path, String size) {
        List<Tensor> params = new ArrayList<>();
        for (long[] shape : shapes(size)) {
            Tensor param = randn(shape).requiresGrad_(true);
            param.setGrad(randn(shape));
            params.add(param);
        }
        Optimizer made = make(optimizer, params, path);
        return made::step;
    }

    private static List<long[]> shapes(String size) {
        if (size.equals("50m")) {
            return List.of(new long[] {5_000, 10_000});
        }
        List<long[]> shapes = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(size) / 2; i++) {
            shapes.add(new long[] {64, 64});
            shapes.add(new long[] {64});
        }
        return shapes;
    }

    private static Benchmark.Round trainingStep(String optimizer, String path, String size) {
        Layer net = size.equals("6") ? new Mlp() : deep();
        Optimizer made = make(optimizer, net.parameters(), path);
        CrossEntropyLoss criterion = new CrossEntropyLoss();
        Tensor x = randn(32, 64);
        Tensor target = randint(10, new long[] {32});
        return () -> {
            try (TensorScope scope = new TensorScope()) {
                made.zeroGrad();
                criterion.call(net.call(x), target).backward();
                made.step();
            }
        };
    }

    /** 100 linear layers: 200 parameters. */
    private static Sequential deep() {
        Sequential net = new Sequential();
        for (int i = 0; i < 100; i++) {
            net.append(new Linear(64, 64));
        }
        return net;
    }
}
