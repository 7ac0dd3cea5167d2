package dev.sconce.it.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.sconce.it.python.ProjectFiles;
import dev.sconce.it.python.PythonScript;
import dev.sconce.torch.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Runs the benchmarks whose names contain the filter, prints a table and writes {@code target/bench.json}. */
public final class Bench {

    /** The environment variable with the number of threads that one operation may use, in both languages. */
    private static final String THREADS = "SCONCE_BENCH_THREADS";

    private Bench() {}

    /**
     * Measures.
     *
     * @param args the filter, or nothing for all
     * @throws IOException if a file cannot be read or written, or Python fails
     */
    public static void main(String... args) throws IOException {
        String filter = args.length > 0 ? args[0] : "";
        List<Benchmark> chosen = all().stream()
                .filter(benchmark -> benchmark.name().contains(filter))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no benchmark's name contains \"" + filter + '"');
        }
        int threads = Integer.parseInt(System.getenv().getOrDefault(THREADS, "1"));
        Torch.setNumThreads(threads);
        System.out.println(Machine.describe(threads));
        List<Measurement> measurements = measure(chosen, threads);
        Gson gson = new GsonBuilder().setPrettyPrinting().create();
        Files.writeString(target().resolve("bench.json"), gson.toJson(measurements) + '\n');
    }

    static List<Benchmark> all() {
        return Stream.of(
                        CheckpointBenchmarks.all(),
                        LargeCheckpointBenchmarks.all(),
                        NnBenchmarks.all(),
                        ModelBenchmarks.all(),
                        OpsBenchmarks.all(),
                        OptimBenchmarks.all(),
                        DataBenchmarks.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Measurement> measure(List<Benchmark> benchmarks, int threads) throws IOException {
        Path folder = Files.createDirectories(target().resolve("bench"));
        PythonScript.run("resnet18.py", folder);
        List<Measurement> measurements = new ArrayList<>();
        System.out.println("| benchmark | Java | Python | Java / Python | peak memory, Java | Python |");
        System.out.println("|---|--:|--:|--:|--:|--:|");
        try (PythonWorker python = new PythonWorker(threads)) {
            SideBySide sideBySide = new SideBySide(python, folder);
            for (Benchmark benchmark : benchmarks) {
                Measurement measured = sideBySide.measure(benchmark);
                measurements.add(measured);
                System.out.println(row(measured));
            }
        }
        return measurements;
    }

    private static String row(Measurement measured) {
        return String.format(
                Locale.ROOT,
                "| `%s` | %.3f ms | %.3f ms | %.2f | %+d MB | %+d MB |",
                measured.name(),
                measured.javaSeconds() * 1e3,
                measured.pythonSeconds() * 1e3,
                measured.ratio(),
                Math.round(measured.javaPeak() / 1e6),
                Math.round(measured.pythonPeak() / 1e6));
    }

    private static Path target() {
        return ProjectFiles.module().resolve("target");
    }
}
