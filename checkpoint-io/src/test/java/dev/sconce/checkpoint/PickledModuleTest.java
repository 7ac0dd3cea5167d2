package dev.sconce.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.checkpoint.core.ReadOptions;
import dev.sconce.checkpoint.model.StateDict;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

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
}
