package dev.sconce.it.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;

/** Measures one benchmark in both languages, turn by turn, so that a busy minute of the machine hits both. */
final class SideBySide {

    /** Long enough for the JVM to have compiled what runs in a round. */
    private static final double WARM_UP_SECONDS = 3;

    /** One sample takes about this long in Python; the clock's grain and a page fault are small beside it. */
    private static final double SAMPLE_SECONDS = 0.1;

    private static final int SAMPLES = 21;

    /** Of rounds that take as long as {@link #SLOW_SECONDS}, which vary less. */
    private static final int SLOW_SAMPLES = 7;

    private static final double SLOW_SECONDS = 0.4;

    private final PythonWorker python;
    private final Path folder;

    SideBySide(PythonWorker python, Path folder) {
        this.python = python;
        this.folder = folder;
    }

    Measurement measure(Benchmark benchmark) throws IOException {
        // Once for nothing: code that is compiled, a heap that grows and what allocators keep are no part of the peak.
        python.prepare(benchmark.name(), folder);
        int rounds = warmUp(benchmark.preparation().prepare(folder));
        long pythonBefore = python.prepare(benchmark.name(), folder);
        collect();
        ResidentMemory.forgetPeak();
        long javaBefore = ResidentMemory.now();
        Benchmark.Round java = benchmark.preparation().prepare(folder);
        time(java, rounds);
        int samples = python.time(rounds) / rounds < SLOW_SECONDS ? SAMPLES : SLOW_SAMPLES;
        double[] javaSamples = new double[samples];
        double[] pythonSamples = new double[samples];
        for (int i = 0; i < samples; i++) {
            javaSamples[i] = time(java, rounds) / rounds;
            pythonSamples[i] = python.time(rounds) / rounds;
        }
        return Measurement.ofSamples(
                benchmark.name(),
                javaSamples,
                pythonSamples,
                ResidentMemory.peak() - javaBefore,
                python.peakMemory() - pythonBefore);
    }

    /** Frees what has just run, as Python did; native memory follows a moment after its references. */
    private static void collect() throws IOException {
        try {
            for (int i = 0; i < 2; i++) {
                System.gc();
                Thread.sleep(200);
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted while the collector worked");
        }
    }

    /** Runs both for a while; returns the rounds of one sample. */
    private int warmUp(Benchmark.Round java) throws IOException {
        double spent = 0;
        while (spent < WARM_UP_SECONDS) {
            spent += time(java, 1);
        }
        int rounds = 1;
        double taken = python.time(rounds);
        for (spent = taken; spent < WARM_UP_SECONDS; spent += taken) {
            rounds = (int) Math.max(1, Math.ceil(SAMPLE_SECONDS / (taken / rounds)));
            taken = python.time(rounds);
        }
        return rounds;
    }

    private static double time(Benchmark.Round round, int rounds) throws IOException {
        long start = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            round.run();
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
