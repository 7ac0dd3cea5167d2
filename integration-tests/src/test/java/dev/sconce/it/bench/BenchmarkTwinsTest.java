package dev.sconce.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.checkpoint.Checkpoint;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyValue;
import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LiveTest
class BenchmarkTwinsTest {

    @Test
    void everyBenchmarkRunsInBothLanguages(@TempDir Path folder) throws Exception {
        PythonScript.run("resnet18.py", folder);
        writeSmallCheckpoint(folder.resolve("big.pth"));
        writeSmallCheckpoint(folder.resolve("many.pth"));

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

    /** In the place of the large ones, which the Python half makes only where there are none. */
    private static void writeSmallCheckpoint(Path file) throws Exception {
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 1);
        HostTensor tensor = HostTensor.of(ElementType.FLOAT32, new long[] {16}, HostStorage.of(ones));
        Checkpoint.write(file, PyValue.of(Map.of("layer0.weight", tensor)));
    }

    @Test
    void noNameIsUsedTwice() {
        List<String> names = Bench.all().stream().map(Benchmark::name).toList();

        assertThat(names).doesNotHaveDuplicates();
    }
}
