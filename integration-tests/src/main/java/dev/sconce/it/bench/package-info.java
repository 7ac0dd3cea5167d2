/**
 * Benchmarks with Java and Python side by side, started by {@code integration-tests/bench [FILTER]}.
 *
 * <p>Start at {@link dev.sconce.it.bench.Bench}. A new benchmark is a {@link dev.sconce.it.bench.Benchmark} in one of the
 * lists (such as {@link dev.sconce.it.bench.NnBenchmarks}) and its twin of the same name in {@code bench_worker.py}.
 */
@NullMarked
package dev.sconce.it.bench;

import org.jspecify.annotations.NullMarked;
