package dev.sconce.it.live.faulty;

import static dev.sconce.torch.Torch.full;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.poisson;
import static dev.sconce.torch.Torch.randint;
import static dev.sconce.torch.Torch.randperm;
import static dev.sconce.torch.Torch.setNumThreads;
import static dev.sconce.torch.Torch.setRngState;
import static dev.sconce.torch.Torch.tensor;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.torch.DType;

/** Distributions that are none, and states that belong to no generator. */
final class RandomFaults {
    private RandomFaults() {}

    static Faults all() {
        return new Faults()
                .add("randint_range", () -> randint(5, 5, new long[] {2}))
                .add("randperm_negative", () -> randperm(-1))
                .add("bernoulli_p", () -> full(new long[] {2}, 2.0).bernoulli())
                .add("bernoulli_number", () -> ones(2).bernoulli_(1.5))
                .add("normal_std", () -> ones(2).normal_(0, -1))
                .add("uniform_order", () -> ones(2).uniform_(1, 0))
                .add("exponential_rate", () -> ones(2).exponential_(0))
                .add("geometric_p", () -> ones(2).geometric_(2))
                .add("cauchy_sigma", () -> ones(2).cauchy_(0, -1))
                .add("log_normal_std", () -> ones(2).logNormal_(0, -1))
                .add("random_order", () -> ones(2).random_(5, 2))
                .add("multinomial_many", () -> ones(3).multinomial(4))
                .add("multinomial_zero", () -> zeros(3).multinomial(1))
                .add("multinomial_negative", () -> tensor(-1.0, 2.0).multinomial(1))
                .add("multinomial_dims", () -> ones(2, 2, 2).multinomial(1))
                .add("poisson_negative", () -> poisson(ones(2).neg()))
                .add("rng_state_size", () -> setRngState(zeros(o -> o.dtype(DType.UINT8), 3)))
                .add("rng_state_dtype", () -> setRngState(zeros(3)))
                .add("threads", () -> setNumThreads(0));
    }
}
