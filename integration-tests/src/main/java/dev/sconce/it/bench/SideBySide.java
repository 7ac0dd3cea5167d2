package dev.sconce.it.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Measures one benchmark in both languages, turn by turn, so that a busy minute of the machine hits both. */
final class SideBySide {

    /** Long enough for the JVM to have compiled what runs in a round. */
    private static final double WARM_UP_SECONDS = 3;

    /** One sample takes about this long in Python; the clock's grain and a page fault are small beside it. */
    private static final double SAMPLE_SECONDS = 0.1;

    private static final int SAMPLES = 21;

    private final PythonWorker python;
    private final Path folder;

    SideBySide(PythonWorker python, Path folder) {
        this.python = python;
        this.folder = folder;
    }

    Measurement measure(Benchmark benchmark) throws IOException {
        python.prepare(benchmark.name(), folder);
        Benchmark.Round java = benchmark.preparation().prepare(folder);
        int rounds = warmUp(java);
        double[] javaSamples = new double[SAMPLES];
        double[] pythonSamples = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            javaSamples[i] = time(java, rounds) / rounds;
            pythonSamples[i] = python.time(rounds) / rounds;
        }
        Measurement measured = Measurement.ofSamples(benchmark.name(), javaSamples, pythonSamples);
        return benchmark.large() && PeakMemory.isKnown()
                ? measured.withPeaks(PeakMemory.growthMib(java), python.peakGrowthMib())
                : measured;
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
