package dev.sconce.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.core.ReadOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every limit refuses what is beyond it, and names itself. */
class LimitsTest {
    @TempDir
    private Path folder;

    private void assertNamed(Path file, String limit, UnaryOperator<ReadLimits.Builder> lowered) {
        var options = ReadOptions.DEFAULT
                .inspecting()
                .withLimits(lowered.apply(ReadLimits.DEFAULT.toBuilder()).build());
        assertThatThrownBy(() -> readAll(file, options))
                .isInstanceOfSatisfying(CheckpointFormatException.class, error -> {
                    assertThat(error.kind()).isEqualTo(CheckpointFormatException.Kind.LIMIT);
                    assertThat(error).hasMessageContaining("ReadLimits." + limit + "()");
                });
    }

    private static void readAll(Path file, ReadOptions options) throws IOException {
        try (var checkpoint = Checkpoint.open(file, options)) {
            for (var tensor : checkpoint.tensors().values()) {
                tensor.data().toByteArray();
            }
            checkpoint.stateDict();
        }
    }

    private Path pickle(String text) throws IOException {
        return HandmadePickle.writeZip(folder.resolve("a.pth"), HandmadePickle.bytes(text));
    }

    private Path safetensors(String json) throws IOException {
        byte[] header = json.getBytes(StandardCharsets.US_ASCII);
        var bytes = ByteBuffer.allocate(Long.BYTES + header.length).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(
                folder.resolve("a.safetensors"),
                bytes.putLong(header.length).put(header).array());
    }

    @Test
    void limits_of_pickles() throws IOException {
        Path file = pickle("<80><02>](KKKKKKKKKKe.");
        assertNamed(file, "maxPickleBytes", limits -> limits.maxPickleBytes(3));
        assertNamed(file, "maxOpcodes", limits -> limits.maxOpcodes(3));
        assertNamed(file, "maxHeapBytes", limits -> limits.maxHeapBytes(100));
        assertNamed(pickle("<80><02><8a><09>123456789."), "maxIntegerBytes", limits -> limits.maxIntegerBytes(8));
        assertNamed(pickle("<80><02>cabc~def~."), "maxNameBytes", limits -> limits.maxNameBytes(2));
        assertNamed(pickle("<80><02>}K<01>K<02>K<03><87><85>Ns."), "maxKeyNodes", limits -> limits.maxKeyNodes(3));
    }

    @Test
    void limits_of_trees() throws IOException {
        Path nested = pickle("<80><02>](](](](K<01>eeee.");
        assertNamed(nested, "maxTreeDepth", limits -> limits.maxTreeDepth(2));
        assertNamed(nested, "maxTreeNodes", limits -> limits.maxTreeNodes(2));
    }

    @Test
    void limits_of_tensors() throws IOException {
        Path file = Golden.item("noncontiguous").file();
        assertNamed(file, "maxDimensions", limits -> limits.maxDimensions(0));
        assertNamed(Golden.item("bad_tensor_expand_huge").file(), "maxExpandedBytes", limits -> limits);
    }

    @Test
    void limits_of_json_and_compression() throws IOException {
        Path header = safetensors("{\"a\":{\"b\":[[[1]]]}}");
        assertNamed(header, "maxMetadataBytes", limits -> limits.maxMetadataBytes(3));
        assertNamed(header, "maxJsonDepth", limits -> limits.maxJsonDepth(3));
        assertNamed(header, "maxHeapBytes", limits -> limits.maxHeapBytes(100));
        Path deflated = folder.resolve("deflated.pth");
        try (var zip = new ZipOutputStream(Files.newOutputStream(deflated))) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write(HandmadePickle.bytes("<80><02>](" + "N".repeat(1000) + "e."));
            zip.putNextEntry(new ZipEntry("archive/version"));
            zip.write('3');
        }
        assertNamed(deflated, "maxCompressionRatio", limits -> limits.maxCompressionRatio(5));
    }

    /** Forty modules, each twice in the one before: a trillion names. */
    @Test
    void modules_within_modules_are_not_seen_without_end() throws IOException {
        var pickle = new StringBuilder("<80><02>cm~M~q<00>");
        for (int i = 1; i <= 40; i++) {
            String inner = i == 1 ? "}" : "}(U<01>ah<" + hex(i - 1) + ">U<01>bh<" + hex(i - 1) + ">u";
            pickle.append("h<00>)<81>}(U<0b>_parametersccollections~OrderedDict~)RU<08>_buffers}U<08>_modules")
                    .append(inner)
                    .append("ubq<")
                    .append(hex(i))
                    .append('>');
        }
        Path file = pickle(pickle.append("h<28>.").toString());
        try (var checkpoint = Checkpoint.open(file, ReadOptions.DEFAULT.inspecting())) {
            assertThatThrownBy(checkpoint::stateDict)
                    .isInstanceOf(CheckpointFormatException.class)
                    .hasMessageContaining("ReadLimits.maxHeapBytes()")
                    .hasMessageContaining(file.toString());
        }
    }

    private static String hex(int value) {
        return String.format(Locale.ROOT, "%02x", value);
    }
}
