package dev.sconce.it.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sconce.checkpoint.Checkpoint;
import dev.sconce.checkpoint.CheckpointFormat;
import dev.sconce.checkpoint.core.ReadOptions;
import dev.sconce.checkpoint.core.WriteOptions;
import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.ProjectFiles;
import dev.sconce.it.python.PythonScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every well-formed checkpoint of the corpus is read and written again, and Python ({@code check_roundtrip.py}) sees in the copy
 * what it saw in the original: strict, mapped, and through zipfile. Those with unknown classes are looked at by the corpus' own
 * safe unpickler. The system property {@code sconce.corpus} names a freshly made corpus.
 */
@LiveTest
class CorpusRoundTripTest {
    private static final Path TESTS =
            ProjectFiles.module().resolveSibling("checkpoint-io").resolve("src/test");

    /** Written with protocol 2, which has no opcode for a frozenset, so that the safe unpickler sees a call. */
    private static final Set<String> OTHER_PROTOCOL = Set.of("proto5_ops");

    /** What PyTorch itself cannot read from a legacy stream: it looks at tensors before their bytes, and at a type's dtype. */
    private static final List<String> NOT_IN_A_LEGACY_STREAM = List.of("untyped", "nested", "storage_objects");

    private static final Set<String> NEW_TYPES =
            Set.of("complex32", "uint16", "uint32", "uint64", "bits8", "bits16", "bits1x8", "bits2x4", "bits4x2");

    @TempDir
    private Path folder;

    private Path corpus;

    @BeforeEach
    void unpack() throws IOException {
        String made = System.getProperty("sconce.corpus");
        corpus = made == null ? folder.resolve("corpus") : Path.of(made);
        if (made == null) {
            try (InputStream archive = Files.newInputStream(TESTS.resolve("resources/golden/corpus-2.13.zip"));
                    var zip = new ZipInputStream(archive)) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    Path file = corpus.resolve(entry.getName());
                    Files.createDirectories(entry.isDirectory() ? file : file.getParent());
                    if (!entry.isDirectory()) {
                        Files.copy(zip, file);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"TORCH_ZIP, true", "TORCH_ZIP, false", "TORCH_LEGACY, true"})
    void pythonSeesInTheCopyWhatItSawInTheOriginal(CheckpointFormat format, boolean crc) throws IOException {
        Path copies = Files.createDirectory(folder.resolve("copies"));
        int count = 0;
        try (Stream<Path> files = Files.list(corpus)) {
            for (Path json :
                    files.filter(file -> file.toString().endsWith(".json")).toList()) {
                count += copy(json, copies, format, crc) ? 1 : 0;
            }
        }
        assertThat(count).isGreaterThan(200);
        String output =
                PythonScript.run(TESTS.resolve("python/check_roundtrip.py").toString(), copies, "--allow-inspect");
        assertThat(output)
                .containsPattern("\\A2\\d\\d passed, 0 failed")
                .doesNotContain("FAIL"); // a few it cannot check
    }

    private boolean copy(Path json, Path copies, CheckpointFormat format, boolean crc) throws IOException {
        String name = json.getFileName().toString().replaceFirst("\\.json$", "");
        JsonElement parsed = JsonParser.parseString(Files.readString(json));
        if (!parsed.isJsonObject() || !parsed.getAsJsonObject().has("outcome")) {
            return false;
        }
        JsonObject wanted = parsed.getAsJsonObject();
        String outcome = wanted.get("outcome").getAsString();
        boolean unsafe = outcome.equals("unsafe") && !wanted.has("malicious") && !name.startsWith("bad_");
        boolean legacy = format == CheckpointFormat.TORCH_LEGACY;
        if (!(outcome.equals("ok") || unsafe)
                || OTHER_PROTOCOL.contains(name)
                || (legacy && !isReadFromLegacyStream(name, wanted))) {
            return false;
        }
        var options = unsafe ? ReadOptions.DEFAULT.inspecting() : ReadOptions.DEFAULT;
        boolean flat;
        try (var checkpoint = Checkpoint.open(corpus.resolve(wanted.get("file").getAsString()), options)) {
            flat = checkpoint.format().isFlat();
            Checkpoint.write(
                    copies.resolve(name + ".pth"),
                    checkpoint.root(),
                    format,
                    WriteOptions.DEFAULT.withSync(false).withComputeCrc32(crc));
        }
        if (flat && !wanted.has("keys")) {
            rootIsADict(wanted);
        }
        wanted.addProperty("file", name + ".pth");
        wanted.addProperty("outcome", "ok");
        Files.writeString(copies.resolve(name + ".json"), ascii(wanted.toString()));
        return true;
    }

    /** Escaped, as some keys are no text that has another form. */
    private static String ascii(String json) {
        var escaped = new StringBuilder();
        json.chars().forEach(c -> {
            if (c < 0x7f) {
                escaped.append((char) c);
            } else {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        return escaped.toString();
    }

    private static boolean isReadFromLegacyStream(String name, JsonObject wanted) {
        return NOT_IN_A_LEGACY_STREAM.stream().noneMatch(name::contains)
                && wanted.getAsJsonArray("entries").asList().stream()
                        .map(entry -> entry.getAsJsonObject().get("dtype").getAsString())
                        .noneMatch(type ->
                                NEW_TYPES.contains(type) || type.startsWith("float8") || type.startsWith("float4"));
    }

    /** Formats that hold named tensors and nothing else are written as a dict of them. */
    private static void rootIsADict(JsonObject wanted) {
        var root = new JsonObject();
        root.addProperty("type", "dict");
        root.addProperty("len", wanted.getAsJsonArray("entries").size());
        wanted.getAsJsonObject("containers").add("", root);
    }
}
