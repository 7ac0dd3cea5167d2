package dev.sconce.it.conformance.check;

import static dev.sconce.torch.Torch.arange;
import static dev.sconce.torch.Torch.bernoulli;
import static dev.sconce.torch.Torch.empty;
import static dev.sconce.torch.Torch.full;
import static dev.sconce.torch.Torch.multinomial;
import static dev.sconce.torch.Torch.normal;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.poisson;
import static dev.sconce.torch.Torch.rand;
import static dev.sconce.torch.Torch.randLike;
import static dev.sconce.torch.Torch.randint;
import static dev.sconce.torch.Torch.randn;
import static dev.sconce.torch.Torch.randnLike;
import static dev.sconce.torch.Torch.randperm;
import static dev.sconce.torch.Torch.tensor;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.torch.DType;
import dev.sconce.torch.Generator;
import dev.sconce.torch.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The Python expressions of the random cases, in Java. */
final class RandomExpressions {
    /** Java by Python's source. */
    static final Map<String, Supplier<Tensor>> BY_SOURCE = new HashMap<>();

    static {
        uniform();
        normals();
        integers();
        choices();
        inPlace();
    }

    private RandomExpressions() {}

    private static void uniform() {
        add("torch.rand(5)", () -> rand(5));
        add("torch.rand(2, 3, dtype=torch.float64)", () -> rand(o -> o.dtype(DType.FLOAT64), 2, 3));
        add("torch.rand_like(torch.zeros(3, 2))", () -> randLike(zeros(3, 2)));
        add("torch.rand(4, dtype=torch.bfloat16)", () -> rand(o -> o.dtype(DType.BFLOAT16), 4));
        add("torch.rand(4, dtype=torch.float16)", () -> rand(o -> o.dtype(DType.FLOAT16), 4));
        add(
                "torch.rand(3, generator=torch.Generator().manual_seed(7))",
                () -> rand(new long[] {3}, new Generator().manualSeed(7)));
    }

    private static void normals() {
        add("torch.randn(5)", () -> randn(5));
        add("torch.randn(15)", () -> randn(15));
        add("torch.randn(16)", () -> randn(16));
        add("torch.randn(33)", () -> randn(33));
        add("torch.randn(20, dtype=torch.float64)", () -> randn(o -> o.dtype(DType.FLOAT64), 20));
        add("torch.randn_like(torch.zeros(3, 2))", () -> randnLike(zeros(3, 2)));
        add("torch.normal(2.0, 3.0, (4,))", () -> normal(2.0, 3.0, new long[] {4}));
        add("torch.normal(torch.arange(5.0), torch.ones(5))", () -> normal(arange(5.0), ones(5)));
        add("torch.nn.init.trunc_normal_(torch.empty(3, 3))", () -> Init.truncNormal_(empty(3, 3)));
    }

    private static void integers() {
        add("torch.randint(0, 10, (7,))", () -> randint(0, 10, new long[] {7}));
        add("torch.randint(-5, 5, (2, 3))", () -> randint(-5, 5, new long[] {2, 3}));
        add("torch.randperm(10)", () -> randperm(10));
        add("torch.randperm(30000)[:8]", () -> randperm(30_000).narrow(0, 0, 8));
        add("torch.empty(5, dtype=torch.int64).random_(100)", () -> empty(o -> o.dtype(DType.INT64), 5)
                .random_(100));
    }

    private static void choices() {
        add("torch.bernoulli(torch.full((8,), 0.3))", () -> bernoulli(full(new long[] {8}, 0.3)));
        add(
                "torch.multinomial(torch.tensor([0.1, 0.2, 0.7]), 5, replacement=True)",
                () -> multinomial(tensor(0.1, 0.2, 0.7), 5, true));
        add(
                "torch.multinomial(torch.tensor([0.1, 0.2, 0.3, 0.4]), 3)",
                () -> multinomial(tensor(0.1, 0.2, 0.3, 0.4), 3));
        add("torch.poisson(torch.full((5,), 3.0))", () -> poisson(full(new long[] {5}, 3.0)));
        add("F.dropout(torch.ones(12), 0.5)", () -> F.dropout(ones(12), 0.5, true));
    }

    private static void inPlace() {
        add("torch.empty(8).bernoulli_(0.5)", () -> empty(8).bernoulli_(0.5));
        add("torch.empty(6).uniform_(-1, 1)", () -> empty(6).uniform_(-1, 1));
        add("torch.empty(6).exponential_(1.5)", () -> empty(6).exponential_(1.5));
        add("torch.empty(6).geometric_(0.3)", () -> empty(6).geometric_(0.3));
        add("torch.empty(6).cauchy_()", () -> empty(6).cauchy_());
        add("torch.empty(6).log_normal_()", () -> empty(6).logNormal_());
    }

    private static void add(String source, Supplier<Tensor> expression) {
        BY_SOURCE.put(source, expression);
    }
}
