package dev.sconce.it.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One thing to measure, which {@code bench_worker.py} has under the same name, with the same sizes and seeds.
 *
 * @param name group and benchmark, as {@code nn.mlp_train_step_adam}; the filter of the command line looks in it
 * @param preparation what to do before the clock runs
 * @param large whether it needs gigabytes
 */
record Benchmark(String name, Preparation preparation, boolean large) {

    Benchmark(String name, Preparation preparation) {
        this(name, preparation, false);
    }

    /** Makes what one round needs, and returns the round. */
    @FunctionalInterface
    interface Preparation {
        Round prepare(Path folder) throws IOException;
    }

    /** What is measured. */
    @FunctionalInterface
    interface Round {
        void run() throws IOException;
    }
}
