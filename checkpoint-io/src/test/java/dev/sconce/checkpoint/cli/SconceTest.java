package dev.sconce.checkpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.checkpoint.Checkpoint;
import dev.sconce.checkpoint.CheckpointFormat;
import dev.sconce.checkpoint.Golden;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.core.WriteOptions;
import dev.sconce.checkpoint.internal.json.JsonReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, as a user meets it. */
class SconceTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        return Sconce.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(texts);
    }

    private static Path golden(String name) throws IOException {
        return Golden.item(name).file();
    }

    @Test
    void inspect_prints_a_tree_with_types_shapes_and_sharing() throws IOException {
        assertThat(run("inspect", golden("shared_storage"))).isZero();
        assertThat(out.toString())
                .contains("torch zip, version 3")
                .contains("base float32 [10], 40 B")
                .contains("view float32 [4], 16 B, shares memory with base")
                .contains("5 tensors, 39 elements, 80 B in 2 storages");
    }

    @Test
    void refused_file_gives_status_3_one_line_and_an_error_object() throws IOException {
        assertThat(run("inspect", "--json", golden("mal_os_system"))).isEqualTo(3);
        assertThat(err.toString().strip().lines()).hasSize(1);
        var document = (Map<?, ?>) JsonReader.read(
                ByteBuffer.wrap(out.toString().strip().getBytes(StandardCharsets.UTF_8)), ReadLimits.DEFAULT);
        var error = (Map<?, ?>) document.get("error");
        assertThat(error.get("type")).isEqualTo("CheckpointFormatException");
        assertThat(error.get("message").toString()).contains("posix.system");
        assertThat(error.get("entry")).isEqualTo("data.pkl");
        assertThat(error.get("offset")).isInstanceOf(Long.class);
    }

    @Test
    void missing_file_is_not_a_refused_one() {
        assertThat(run("inspect", folder.resolve("none.pth"))).isEqualTo(4);
        assertThat(err.toString()).contains("no such file");
    }

    @Test
    void convert_and_diff_agree() throws IOException {
        Path safetensors = folder.resolve("model.safetensors");
        assertThat(run("convert", golden("sd_net"), safetensors)).isZero();
        assertThat(run("diff", golden("sd_net"), safetensors)).isZero();
        Path half = folder.resolve("half.pth");
        assertThat(run("convert", "--dtype", "float16", golden("sd_net"), half)).isZero();
        assertThat(run("diff", half, safetensors)).isEqualTo(1);
        assertThat(out.toString()).contains("conv.weight: torch.float16 and torch.float32");
    }

    @Test
    void convert_keeps_the_metadata_of_a_safetensors_file() throws IOException {
        Path original = folder.resolve("original.safetensors");
        Map<String, String> texts = Map.of("format", "pt", "licence", "Apache-2.0 \u00e9");
        try (var checkpoint = Checkpoint.open(golden("sd_net"))) {
            Checkpoint.write(
                    original,
                    checkpoint.root(),
                    CheckpointFormat.SAFETENSORS,
                    WriteOptions.DEFAULT.withFileMetadata(texts));
            assertThat(checkpoint.fileMetadata()).isEmpty();
            assertThatThrownBy(() -> Checkpoint.write(
                            folder.resolve("no.pth"),
                            checkpoint.root(),
                            CheckpointFormat.TORCH_ZIP,
                            WriteOptions.DEFAULT.withFileMetadata(texts)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("licence")
                    .hasMessageContaining("SAFETENSORS");
        }
        Path copy = folder.resolve("copy.safetensors");
        assertThat(run("convert", "--dtype", "bfloat16", original, copy)).isZero();
        try (var checkpoint = Checkpoint.open(copy)) {
            assertThat(checkpoint.fileMetadata()).isEqualTo(texts);
        }
    }

    @Test
    void rename_drops_a_prefix() throws IOException {
        Path plain = folder.resolve("plain.pth");
        assertThat(run("convert", "--rename", "module.=", golden("sd_ddp_prefix"), plain))
                .isZero();
        assertThat(run("inspect", plain)).isZero();
        assertThat(out.toString()).contains("conv.weight").doesNotContain("module.");
    }

    @Test
    void a_part_is_taken_and_renamed_by_patterns() throws IOException {
        Path part = folder.resolve("part.pth");
        assertThat(run(
                        "convert",
                        "--only",
                        "conv.*",
                        "--rename-regex",
                        "^conv\\.(\\w+)$=layers.0.$1",
                        golden("sd_net"),
                        part))
                .isZero();
        assertThat(run("inspect", part)).isZero();
        assertThat(out.toString())
                .contains("layers.0.weight", "layers.0.bias", "2 tensors")
                .doesNotContain("fc.");
        assertThat(run("convert", "--rename-regex", "(=x", golden("sd_net"), part))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--rename-regex").doesNotContain("\tat ");
    }

    @Test
    void crcs_are_left_out_on_demand() throws IOException {
        Path bare = folder.resolve("bare.pth");
        assertThat(run("convert", "--no-crc", golden("sd_net"), bare)).isZero();
        assertThat(run("verify", bare)).isZero();
        assertThat(run("diff", golden("sd_net"), bare)).isZero();
        try (var zip = new ZipFile(bare.toFile())) {
            assertThat(zip.stream()).allMatch(entry -> entry.getCrc() == 0);
        }
    }

    @Test
    void verify_reports_values_that_are_not_finite_and_damaged_records() throws IOException {
        assertThat(run("verify", golden("sd_net"))).isZero();
        assertThat(run("verify", golden("dtype_float32"))).isEqualTo(1);
        assertThat(out.toString()).contains("t: 1 NaN, 1 infinite");
        assertThat(run("verify", golden("bad_zip_crc_storage"))).isEqualTo(3);
        assertThat(err.toString()).contains("CRC-32");
    }

    @Test
    void halves_are_rounded_to_the_nearest_even() {
        assertThat(HalfFloats.toFloat16(1.0)).isEqualTo((short) 0x3c00);
        assertThat(HalfFloats.toFloat16(65519)).isEqualTo((short) 0x7bff);
        assertThat(HalfFloats.toFloat16(65520)).isEqualTo((short) 0x7c00);
        assertThat(HalfFloats.toFloat16(0x1p-24)).isEqualTo((short) 1);
        assertThat(HalfFloats.toFloat16(0x1p-25)).isEqualTo((short) 0);
        assertThat(HalfFloats.toFloat16(-0.0)).isEqualTo((short) 0x8000);
        assertThat(HalfFloats.toBfloat16(Float.intBitsToFloat(0x3f808000))).isEqualTo((short) 0x3f80);
    }
}
