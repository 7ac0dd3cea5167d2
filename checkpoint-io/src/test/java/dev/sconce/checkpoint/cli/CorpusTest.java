package dev.sconce.checkpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sconce.checkpoint.Checkpoint;
import dev.sconce.checkpoint.CheckpointFormat;
import dev.sconce.checkpoint.Golden;
import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.core.ReadOptions;
import dev.sconce.checkpoint.internal.json.JsonReader;
import dev.sconce.checkpoint.internal.json.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every checkpoint of the corpus is seen as PyTorch sees it, or refused. */
class CorpusTest {
    @TestFactory
    Stream<DynamicTest> strict_mode_reads_what_weights_only_reads() throws IOException {
        return Golden.itemsOfAllVersions().stream()
                .filter(item -> item.outcome().equals("ok"))
                .map(item -> DynamicTest.dynamicTest(item.name(), () -> {
                    try (var checkpoint = Checkpoint.open(item.file())) {
                        if (item.expectation().get("flatten") == null) {
                            assertSame(item, checkpoint);
                        } else {
                            assertThat(checkpoint.root().toString()).hasSizeLessThan(10_000);
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> strict_mode_refuses_unknown_code_and_inspecting_mode_shows_it() throws IOException {
        return Golden.itemsOfAllVersions().stream()
                .filter(item -> item.outcome().equals("unsafe"))
                .map(item -> DynamicTest.dynamicTest(item.name(), () -> {
                    var refusal =
                            catchThrowable(() -> Checkpoint.open(item.file()).close());
                    assertThat(refusal).isInstanceOf(CheckpointFormatException.class);
                    assertThat(((CheckpointFormatException) refusal).globals())
                            .containsAll(item.list("globals_unknown").stream()
                                    .map(String.class::cast)
                                    .toList());
                    if (!item.is("malicious") && !item.name().startsWith("bad_")) {
                        try (var checkpoint = Checkpoint.open(item.file(), ReadOptions.DEFAULT.inspecting())) {
                            assertSame(item, checkpoint);
                        }
                    }
                    assertNothingRan(item);
                }));
    }

    @TestFactory
    Stream<DynamicTest> damaged_files_end_in_one_kind_of_error() throws IOException {
        return Golden.itemsOfAllVersions().stream()
                .filter(item -> item.outcome().equals("error"))
                .map(item -> DynamicTest.dynamicTest(item.name(), () -> {
                    var options = ReadOptions.DEFAULT.withVerifyCrc(
                            "verify_crc".equals(item.expectation().get("requires")));
                    var error = catchThrowable(() -> readEverything(item.file(), options));
                    if (error != null || !item.is("may_load")) {
                        assertThat(error).isInstanceOf(CheckpointFormatException.class);
                        assertThat(error.getMessage())
                                .hasSizeLessThan(2000)
                                .contains(item.file().getFileName().toString());
                    }
                    var inspecting = catchThrowable(() -> readEverything(item.file(), options.inspecting()));
                    if (inspecting != null || !item.is("may_load")) {
                        assertThat(inspecting).isInstanceOf(CheckpointFormatException.class);
                    }
                    assertNothingRan(item);
                }));
    }

    private static void readEverything(Path file, ReadOptions options) throws IOException {
        try (var checkpoint = Checkpoint.open(file, options)) {
            JsonDocument.of(checkpoint, true);
        }
    }

    private static void assertNothingRan(Golden.Item item) {
        Object marker = item.expectation().get("marker");
        if (marker != null) {
            assertThat(Files.exists(Path.of((String) marker))).isFalse();
        }
    }

    private static void assertSame(Golden.Item item, Checkpoint checkpoint) throws IOException {
        // By way of text and back, so that both sides hold the same Java classes.
        String text = JsonWriter.write(JsonDocument.of(checkpoint, true));
        var seen = (Map<?, ?>)
                JsonReader.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), ReadLimits.DEFAULT);
        List<?> wanted = item.list("entries");
        var shown = commonFields(wanted, (List<?>) seen.get("entries"));
        if (checkpoint.format() == CheckpointFormat.SAFETENSORS) {
            // The format's own library gives the names in no certain order.
            assertThat(shown).hasSameElementsAs(withoutStorage(wanted)).hasSameSizeAs(wanted);
            return;
        }
        assertThat(shown).isEqualTo(withoutStorage(wanted));
        if (wanted.stream().anyMatch(entry -> ((Map<?, ?>) entry).containsKey("storage"))) {
            assertThat(aliases((List<?>) seen.get("entries"))).isEqualTo(aliases(wanted));
        }
        assertThat(seen.get("scalars")).isEqualTo(item.expectation().get("scalars"));
        assertThat(seen.get("containers")).isEqualTo(item.expectation().get("containers"));
    }

    private static List<Object> withoutStorage(List<?> entries) {
        return commonFields(entries, entries);
    }

    /** The fields of each entry that the expectation has too. */
    private static List<Object> commonFields(List<?> wanted, List<?> seen) {
        var result = new ArrayList<Object>();
        for (int i = 0; i < seen.size(); i++) {
            var fields = new TreeMap<String, Object>();
            var names = i < wanted.size() ? ((Map<?, ?>) wanted.get(i)).keySet() : ((Map<?, ?>) seen.get(i)).keySet();
            for (Object name : names) {
                if (!name.equals("storage")) {
                    fields.put((String) name, String.valueOf(((Map<?, ?>) seen.get(i)).get(name)));
                }
            }
            result.add(fields);
        }
        return result;
    }

    /** Which tensors share memory. */
    private static List<List<String>> aliases(List<?> entries) {
        var groups = new LinkedHashMap<Object, List<String>>();
        for (Object entry : entries) {
            var fields = (Map<?, ?>) entry;
            if (fields.get("storage") != null) {
                groups.computeIfAbsent(fields.get("storage"), storage -> new ArrayList<>())
                        .add((String) fields.get("key"));
            }
        }
        return List.copyOf(groups.values());
    }
}
