package dev.sconce.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.checkpoint.core.ReadOptions;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.StateDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A whole pickled module gives its state dict without its class. */
class PickledModuleTest {
    @TestFactory
    Stream<DynamicTest> state_dict_is_what_the_module_would_give() throws IOException {
        return Golden.items().stream()
                .filter(item -> item.expectation().get("module_state_dict") != null)
                .map(item -> DynamicTest.dynamicTest(item.name(), () -> {
                    var wanted = (Map<?, ?>) item.expectation().get("module_state_dict");
                    try (var checkpoint = Checkpoint.open(item.file(), ReadOptions.DEFAULT.inspecting())) {
                        StateDict state = checkpoint.stateDict();
                        assertThat(state.names().stream().map(Object.class::cast))
                                .containsExactlyElementsOf(wanted.keySet().stream()
                                        .map(Object.class::cast)
                                        .toList());
                        for (String name : state.names()) {
                            assertThat(state.get(name).orElseThrow().data().sha256())
                                    .isEqualTo(((Map<?, ?>) wanted.get(name)).get("sha256"));
                        }
                    }
                }));
    }

    @Test
    void the_only_state_dict_among_other_things_is_found(@TempDir Path folder) throws IOException {
        var weights = PyDict.dict()
                .put("w", HostTensor.of(ElementType.UINT8, new long[] {1}, HostStorage.of(new byte[] {1})));
        Path file = folder.resolve("a.pth");
        Checkpoint.write(file, PyDict.dict().put("epoch", 3).put("generator", weights));
        try (var checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.stateDict().names()).containsExactly("w");
        }
        Checkpoint.write(file, PyDict.dict().put("generator", weights).put("critic", weights));
        try (var checkpoint = Checkpoint.open(file)) {
            assertThatThrownBy(checkpoint::stateDict).hasMessageContaining("take it out of root() by hand");
        }
    }
}
