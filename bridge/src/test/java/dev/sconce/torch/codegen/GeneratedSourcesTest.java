package dev.sconce.torch.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The committed sources are what the generator writes; bridge/src/codegen/generate brings them up to date. */
class GeneratedSourcesTest {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path COMMITTED = MODULE.resolve("src/main/generated/dev/sconce/torch");

    @Test
    void committedSourcesAreCurrent() throws IOException {
        Map<String, String> sources = new GenerateOps(Inputs.read(MODULE.resolve("src/codegen"))).sources();
        try (var files = Files.list(COMMITTED)) {
            assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()))
                    .isEqualTo(sources.keySet());
        }
        for (Map.Entry<String, String> source : sources.entrySet()) {
            assertThat(Files.readString(COMMITTED.resolve(source.getKey())).equals(source.getValue()))
                    .as("%s is what bridge/src/codegen/generate writes", source.getKey())
                    .isTrue();
        }
    }
}
