package dev.sconce.checkpoint.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.checkpoint.Checkpoint;
import dev.sconce.checkpoint.core.WriteOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDictTest {
    private static StateDict named(String... names) {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        for (String name : names) {
            tensors.put(name, HostTensor.of(ElementType.UINT8, new long[] {1}, HostStorage.of(new byte[] {1})));
        }
        return new StateDict(tensors, null);
    }

    @Test
    void a_glob_chooses_names() {
        StateDict state = named("layer1.0.weight", "layer1.0.bias", "layer12.0.weight", "fc.weight", "fcxweight");
        assertThat(state.glob("*.weight").names()).containsExactly("layer1.0.weight", "layer12.0.weight", "fc.weight");
        assertThat(state.glob("layer?.*").names()).containsExactly("layer1.0.weight", "layer1.0.bias");
        assertThat(state.glob("fc.weight").names()).containsExactly("fc.weight");
        assertThat(state.glob("(x").names()).isEmpty();
    }

    @Test
    void regular_expressions_choose_and_rename() {
        StateDict state = named("blocks.0.w", "blocks.12.w", "head.blocks.0.w");
        assertThat(state.matching(Pattern.compile("^blocks\\.")).names()).containsExactly("blocks.0.w", "blocks.12.w");
        assertThat(state.rename(Pattern.compile("^blocks\\.(\\d+)\\."), "layers.$1.")
                        .names())
                .containsExactly("layers.0.w", "layers.12.w", "head.blocks.0.w");
        assertThatThrownBy(() -> state.rename(Pattern.compile("\\d+"), "n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blocks.n.w");
    }

    @Test
    void a_part_goes_by_its_own_names() {
        StateDict state = named("encoder.w", "encoder.encoder.b", "decoder.w");
        assertThat(state.part("encoder.").names()).containsExactly("w", "encoder.b");
        assertThat(state.part("encoder.").withPrefix("module.").names())
                .containsExactly("module.w", "module.encoder.b");
    }

    @Test
    void a_path_pattern_chooses_tensors_of_the_tree(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tree.pth");
        Checkpoint.write(
                file,
                PyDict.dict()
                        .put("model", named("a", "b").toPyDict())
                        .put("optimizer", named("a").toPyDict()));
        try (var checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.tensors("model/*").keySet()).containsExactly("model/a", "model/b");
            assertThat(checkpoint.tensors("*/a").keySet()).containsExactly("model/a", "optimizer/a");
        }
    }

    @Test
    void a_channel_gets_what_a_file_gets(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.pth");
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Checkpoint.write(channel, named("a", "b").toPyDict(), WriteOptions.DEFAULT);
            assertThat(channel.isOpen()).isTrue();
        }
        try (var checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.stateDict().names()).containsExactly("a", "b");
        }
    }
}
