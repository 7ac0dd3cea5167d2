package dev.sconce.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.checkpoint.core.ReadOptions;
import dev.sconce.checkpoint.core.WriteOptions;
import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.FileRegion;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The zip that is written, and what becomes of the file that was there. */
class ZipWritingTest {
    private static final int ALIGNMENT = 64;

    @TempDir
    private Path folder;

    private static HostTensor floats(float... values) {
        var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return HostTensor.of(ElementType.FLOAT32, new long[] {values.length}, HostStorage.of(bytes.flip()));
    }

    private static PyDict twoTensors() {
        return PyDict.dict().put("a", floats(1, 2, 3)).put("b", floats(4)).put("epoch", 3);
    }

    @Test
    void records_begin_at_multiples_of_64_bytes_and_have_their_crc() throws IOException {
        Path file = folder.resolve("model.pth");
        Checkpoint.write(file, twoTensors());
        try (var checkpoint = Checkpoint.open(file, ReadOptions.DEFAULT.withVerifyCrc(true))) {
            for (HostTensor tensor : checkpoint.tensors().values()) {
                FileRegion region = tensor.storage().region().orElseThrow();
                assertThat(region.offsetBytes() % ALIGNMENT).isZero();
                assertThat(region.path()).isEqualTo(file);
            }
            assertThat(checkpoint.stateDict().get("a").orElseThrow().data().toFloatArray())
                    .containsExactly(1, 2, 3);
        }
        try (var zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName()))
                    .containsExactly(
                            "model/data.pkl", "model/byteorder", "model/data/0", "model/data/1", "model/version");
        }
    }

    @Test
    void same_value_gives_same_bytes() throws IOException {
        Path first = folder.resolve("model.pth");
        Checkpoint.write(first, twoTensors());
        byte[] bytes = Files.readAllBytes(first);
        Checkpoint.write(first, twoTensors());
        assertThat(Files.readAllBytes(first)).isEqualTo(bytes);
    }

    @Test
    void stream_holds_the_same_checkpoint() throws IOException {
        var stream = new ByteArrayOutputStream();
        Checkpoint.write(stream, twoTensors());
        Path file = folder.resolve("streamed.pth");
        Files.write(file, stream.toByteArray());
        try (var checkpoint = Checkpoint.open(file, ReadOptions.DEFAULT.withVerifyCrc(true))) {
            assertThat(((PyDict) checkpoint.root()).get("epoch")).contains(PyInt.of(3));
            assertThat(checkpoint.stateDict().get("b").orElseThrow().data().toFloatArray())
                    .containsExactly(4);
        }
    }

    @Test
    void without_crc_every_record_has_0_in_its_place_and_nothing_else_differs() throws IOException {
        var options = WriteOptions.DEFAULT.withComputeCrc32(false).withRootName("model");
        Path file = folder.resolve("model.pth");
        Checkpoint.write(file, twoTensors(), options);
        var stream = new ByteArrayOutputStream();
        Checkpoint.write(stream, twoTensors(), options);
        assertThat(stream.toByteArray()).isEqualTo(Files.readAllBytes(file));
        try (var zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream()).hasSize(5).allMatch(entry -> entry.getCrc() == 0);
        }
        try (var checkpoint = Checkpoint.open(file, ReadOptions.DEFAULT.withVerifyCrc(true))) {
            HostTensor tensor = checkpoint.stateDict().get("a").orElseThrow();
            assertThat(tensor.data().toFloatArray()).containsExactly(1, 2, 3);
            assertThat(tensor.storage().region().orElseThrow().offsetBytes() % ALIGNMENT)
                    .isZero();
        }
        Path checked = folder.resolve("checked.pth");
        Checkpoint.write(checked, twoTensors(), WriteOptions.DEFAULT.withRootName("model"));
        assertThat(Files.size(checked)).isEqualTo(Files.size(file));
    }

    @Test
    void a_record_that_breaks_its_word_is_an_error_without_crc_too() {
        var liar = new ByteSource() {
            @Override
            public long lengthBytes() {
                return 8;
            }

            @Override
            public ByteBuffer bytes(long offset, int length) {
                throw new AssertionError("writers call writeTo");
            }

            @Override
            public void writeTo(WritableByteChannel channel) throws IOException {
                channel.write(ByteBuffer.allocate(4));
            }
        };
        var value = PyDict.dict().put("w", HostTensor.of(ElementType.INT64, new long[] {1}, HostStorage.of(liar)));
        assertThatThrownBy(() -> Checkpoint.write(
                        folder.resolve("short.pth"), value, WriteOptions.DEFAULT.withComputeCrc32(false)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("announced 8 bytes but wrote 4");
        assertThat(folder.toFile().list()).isEmpty();
    }

    /** Larger than the blocks that files are written in, with records that begin anywhere in them. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void large_files_are_the_same_synced_or_not(boolean sync) throws IOException {
        var value = PyDict.dict();
        var random = new Random(1);
        for (int i = 0; i < 9; i++) {
            byte[] bytes = new byte[i * 700_000 + 1];
            random.nextBytes(bytes);
            value.put("t" + i, HostTensor.of(ElementType.UINT8, new long[] {bytes.length}, HostStorage.of(bytes)));
        }
        Path file = folder.resolve("large.pth");
        Checkpoint.write(file, value, WriteOptions.DEFAULT.withSync(sync));
        try (var checkpoint = Checkpoint.open(file, ReadOptions.DEFAULT.withVerifyCrc(true))) {
            for (PyDict.Entry entry : value.entries()) {
                String name = entry.key().toString().replace("'", "");
                assertThat(checkpoint.stateDict().get(name).orElseThrow().data().sha256())
                        .isEqualTo(((HostTensor) entry.value()).data().sha256());
            }
        }
        try (var zip = new ZipFile(file.toFile());
                var streamed = new ZipInputStream(Files.newInputStream(file))) {
            assertThat(streamed.getNextEntry())
                    .as("local headers are filled in")
                    .isNotNull();
            assertThat(zip.size()).isEqualTo(12);
        }
    }

    @Test
    void progress_is_told_of_writing_and_of_reading() throws IOException {
        Path file = folder.resolve("model.pth");
        var written = new ArrayList<Long>();
        Checkpoint.write(file, twoTensors(), WriteOptions.DEFAULT.withProgress((done, total) -> {
            assertThat(done).isLessThanOrEqualTo(total);
            written.add(done);
        }));
        assertThat(written).hasSizeGreaterThan(1).isSorted();
        var opened = new ArrayList<Long>();
        var read = new ArrayList<Long>();
        try (var checkpoint =
                Checkpoint.open(file, ReadOptions.DEFAULT.withProgress((done, total) -> opened.add(total - done)))) {
            assertThat(opened).endsWith(0L);
            checkpoint
                    .stateDict()
                    .get("a")
                    .orElseThrow()
                    .data()
                    .withProgress((done, total) -> read.add(total - done))
                    .sha256();
        }
        assertThat(read).containsExactly(0L);
    }

    @Test
    void failing_supplier_leaves_the_old_file_and_nothing_else() throws IOException {
        Path file = folder.resolve("model.pth");
        Checkpoint.write(file, twoTensors());
        byte[] before = Files.readAllBytes(file);
        var broken = HostStorage.of(8, channel -> {
            throw new IOException("the device is gone");
        });
        var value = PyDict.dict().put("w", HostTensor.of(ElementType.INT64, new long[] {1}, broken));
        assertThatThrownBy(() -> Checkpoint.write(file, value)).hasMessageContaining("the device is gone");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(folder.toFile().list()).containsExactly("model.pth");
    }

    @Test
    void supplier_that_breaks_its_word_is_an_error() {
        var storage = HostStorage.of(8, channel -> channel.write(ByteBuffer.allocate(4)));
        var value = PyDict.dict().put("w", HostTensor.of(ElementType.INT64, new long[] {1}, storage));
        assertThatThrownBy(() -> Checkpoint.write(folder.resolve("short.pth"), value))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("announced 8 bytes but wrote 4");
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void tensors_of_two_types_cannot_share_a_storage() {
        var storage = HostStorage.of(new byte[8]);
        var value = PyDict.dict()
                .put("a", HostTensor.of(ElementType.FLOAT32, new long[] {2}, storage))
                .put("b", HostTensor.of(ElementType.INT64, new long[] {1}, storage));
        assertThatThrownBy(() -> Checkpoint.write(folder.resolve("x.pth"), value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("torch.float32 and torch.int64");
    }
}
