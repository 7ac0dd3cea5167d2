package dev.sconce.it.bench;

import static dev.sconce.torch.Torch.cat;
import static dev.sconce.torch.Torch.randn;
import static dev.sconce.torch.Torch.slice;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.util.ArrayList;
import java.util.List;

/** Single operations on small tensors, where the cost of a call shows: 100 calls a round, in a scope and in none. */
final class OpsBenchmarks {
    private static final int CALLS = 100;

    private OpsBenchmarks() {}

    static List<Benchmark> all() {
        Tensor a = randn(4, 4);
        Tensor b = randn(4, 4);
        Tensor wide = randn(64, 64);
        List<Tensor> four = List.of(a, b, randn(4, 4), randn(4, 4));
        List<Benchmark> all = new ArrayList<>();
        add(all, "add_4x4", () -> a.add(b));
        add(all, "mul_number_4x4", () -> a.mul(2.5));
        add(all, "matmul_4x4", () -> a.matmul(b));
        add(all, "matmul_64x64", () -> wide.matmul(wide));
        add(all, "relu_4x4", a::relu);
        add(all, "view_4x4", () -> a.view(2, 8));
        add(all, "index_row", () -> a.get(3));
        add(all, "index_element", () -> a.get(3, 2));
        add(all, "index_slice", () -> a.get(slice(1, 3)));
        add(all, "cat_4_of_4x4", () -> cat(four));
        all.add(new Benchmark("ops.chain_of_100_scoped", folder -> scoped(() -> chain(a, b), 1)));
        all.add(new Benchmark("ops.chain_of_100_unscoped", folder -> unscoped(() -> chain(a, b), 1)));
        all.add(FirstTensor.benchmark());
        return all;
    }

    private static void add(List<Benchmark> all, String name, Runnable call) {
        all.add(new Benchmark("ops." + name + "_scoped", folder -> scoped(call, CALLS)));
        all.add(new Benchmark("ops." + name + "_unscoped", folder -> unscoped(call, CALLS)));
    }

    /** Each call uses the last one's result, as in a network's forward pass. */
    private static Tensor chain(Tensor a, Tensor b) {
        Tensor x = a;
        for (int i = 0; i < CALLS / 4; i++) {
            x = x.add(b).mul(0.5).relu().sub(b);
        }
        return x;
    }

    private static Benchmark.Round scoped(Runnable call, int calls) {
        return () -> {
            try (TensorScope scope = new TensorScope()) {
                unscoped(call, calls).run();
            }
        };
    }

    private static Benchmark.Round unscoped(Runnable call, int calls) {
        return () -> {
            for (int i = 0; i < calls; i++) {
                call.run();
            }
        };
    }
}
