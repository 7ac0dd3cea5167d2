package dev.sconce.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LiveTest
class BenchmarkTwinsTest {

    @Test
    void everyBenchmarkRunsInBothLanguages(@TempDir Path folder) throws Exception {
        PythonScript.run("resnet18.py", folder);

        try (PythonWorker python = new PythonWorker(1)) {
            for (Benchmark benchmark : Bench.all()) {
                if (benchmark.large()) {
                    continue; // its twins are made by the same two functions as those of smaller ones
                }
                benchmark.preparation().prepare(folder).run();
                python.prepare(benchmark.name(), folder);
                assertThat(python.time(1)).as(benchmark.name()).isPositive();
            }
        }
    }

    @Test
    void noNameIsUsedTwice() {
        List<String> names = Bench.all().stream().map(Benchmark::name).toList();

        assertThat(names).doesNotHaveDuplicates();
    }
}
