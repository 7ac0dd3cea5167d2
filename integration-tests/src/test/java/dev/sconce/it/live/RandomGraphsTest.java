package dev.sconce.it.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.checkpoint.Checkpoint;
import dev.sconce.checkpoint.core.WriteOptions;
import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random values go from Java to Python's strict mode and back, and nothing about them changes. */
@LiveTest
class RandomGraphsTest {
    private static final int GRAPHS = 150;

    @TempDir
    private Path folder;

    @Test
    void javaToPythonToJava() throws IOException {
        for (int seed = 0; seed < GRAPHS; seed++) {
            Checkpoint.write(file("java", seed), RandomGraph.of(seed), WriteOptions.DEFAULT.withSync(false));
        }
        PythonScript.run("resave.py", folder);
        for (int seed = 0; seed < GRAPHS; seed++) {
            try (var back = Checkpoint.open(file("python", seed))) {
                assertThat(GraphText.of(back.root())).as("seed %d", seed).isEqualTo(GraphText.of(RandomGraph.of(seed)));
            }
        }
    }

    private Path file(String writer, int seed) {
        return folder.resolve(writer + "-" + seed + ".pth");
    }
}
