package dev.sconce.checkpoint.internal.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.checkpoint.Checkpoint;
import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadOptions;
import dev.sconce.checkpoint.core.WriteOptions;
import dev.sconce.checkpoint.internal.io.MappedFile;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.FileRegion;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyDict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives and storages that need 64-bit lengths. Files with gigabytes of zeros take no room where the system has sparse files. */
class Zip64Test {
    private static final long GIB = 1L << 30;
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int LENGTH_BIT = 1;
    private static final int STORED_BIT = 2;
    private static final int OFFSET_BIT = 4;
    private static final int END_BIT = 8;

    @TempDir
    private Path folder;

    /** The bits say which of the 32-bit fields hold the sentinel: length, stored length, offset, and those of the end record. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void any_combination_of_sentinels_is_read(int sentinels) throws IOException {
        byte[] content = {1, 2, 3, 4, 5};
        Path file = folder.resolve("a.zip");
        Files.write(file, handmade(content, content.length, content.length, sentinels));
        try (var mapped = MappedFile.open(file)) {
            var records = RecordReader.open(mapped.part(0, mapped.lengthBytes()), ReadOptions.DEFAULT);
            ZipRecord record = records.record("data");
            assertThat(record.lengthBytes()).isEqualTo(content.length);
            assertThat(records.bytes(record).bytes(0, content.length)).isEqualTo(ByteBuffer.wrap(content));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void sixty_four_bits_may_lie_as_thirty_two_may(long lie) throws IOException {
        Path file = folder.resolve("a.zip");
        Files.write(file, handmade(new byte[5], lie, lie, LENGTH_BIT | STORED_BIT));
        try (var mapped = MappedFile.open(file)) {
            assertThatThrownBy(() -> RecordReader.open(mapped.part(0, mapped.lengthBytes()), ReadOptions.DEFAULT))
                    .isInstanceOf(CheckpointFormatException.class);
        }
    }

    /** An archive of one record, with the 64-bit fields in the order of APPNOTE 4.5.3 where a sentinel asks for them. */
    private static byte[] handmade(byte[] content, long length, long stored, int sentinels) {
        byte[] name = "archive/data".getBytes(StandardCharsets.US_ASCII);
        var zip = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(0x04034b50)
                .putShort((short) 45)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(0);
        zip.putInt(0).putInt(content.length).putInt(content.length);
        zip.putShort((short) name.length).putShort((short) 0).put(name).put(content);
        int directory = zip.position();
        var extra = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        putIf(extra, sentinels, LENGTH_BIT, length);
        putIf(extra, sentinels, STORED_BIT, stored);
        putIf(extra, sentinels, OFFSET_BIT, 0);
        int extraBytes = extra.position() == 0 ? 0 : 4 + extra.position();
        zip.putInt(0x02014b50)
                .putShort((short) 45)
                .putShort((short) 45)
                .putShort((short) 0)
                .putShort((short) 0);
        zip.putInt(0).putInt(0);
        zip.putInt(field(sentinels, STORED_BIT, stored)).putInt(field(sentinels, LENGTH_BIT, length));
        zip.putShort((short) name.length)
                .putShort((short) extraBytes)
                .putShort((short) 0)
                .putShort((short) 0);
        zip.putShort((short) 0)
                .putInt(0)
                .putInt(field(sentinels, OFFSET_BIT, 0))
                .put(name);
        if (extraBytes > 0) {
            zip.putShort((short) 1).putShort((short) extra.position()).put(extra.flip());
        }
        int directoryBytes = zip.position() - directory;
        boolean sixtyFour = (sentinels & END_BIT) != 0;
        if (sixtyFour) {
            int end = zip.position();
            zip.putInt(0x06064b50)
                    .putLong(44)
                    .putShort((short) 45)
                    .putShort((short) 45)
                    .putInt(0)
                    .putInt(0);
            zip.putLong(1).putLong(1).putLong(directoryBytes).putLong(directory);
            zip.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
        }
        zip.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
        zip.putShort((short) (sixtyFour ? -1 : 1)).putShort((short) (sixtyFour ? -1 : 1));
        zip.putInt(sixtyFour ? -1 : directoryBytes)
                .putInt(sixtyFour ? -1 : directory)
                .putShort((short) 0);
        byte[] bytes = new byte[zip.flip().remaining()];
        zip.get(bytes);
        return bytes;
    }

    private static void putIf(ByteBuffer extra, int sentinels, int bit, long value) {
        if ((sentinels & bit) != 0) {
            extra.putLong(value);
        }
    }

    private static int field(int sentinels, int bit, long value) {
        return (sentinels & bit) != 0 ? -1 : (int) value;
    }

    /** One storage of more than 4 GiB, and one behind it, so that length and place both need 64 bits. */
    @Test
    void storages_of_more_than_four_gibibytes_are_streamed_and_read() throws IOException {
        Path file = folder.resolve("big.pth");
        try (var sparse = new SparseFile(file)) {
            Checkpoint.write(sparse, large(4 * GIB + 8), WriteOptions.DEFAULT.withComputeCrc32(false));
        }
        checkLarge(file, 4 * GIB + 8, false);
    }

    /** Takes 20 GB of disk and a minute: {@code ./mvnw -pl checkpoint-io test -Dtest=Zip64Test -Dsconce.large=true}. */
    @Test
    @EnabledIfSystemProperty(named = "sconce.large", matches = "true")
    void storages_of_more_than_four_gibibytes_are_written_and_read() throws IOException {
        for (long length : new long[] {2 * GIB + 8, 4 * GIB + 8}) {
            for (boolean crc : new boolean[] {true, false}) {
                Path file = folder.resolve("big.pth");
                Checkpoint.write(file, large(length), WriteOptions.DEFAULT.withComputeCrc32(crc));
                checkLarge(file, length, true);
            }
        }
    }

    private static PyDict large(long lengthBytes) {
        var storage = HostStorage.of(lengthBytes, channel -> {
            var zeros = ByteBuffer.allocateDirect(CHUNK_BYTES);
            for (long left = lengthBytes - Long.BYTES; left > 0; left -= zeros.limit()) {
                channel.write(zeros.clear().limit((int) Math.min(left, CHUNK_BYTES)));
            }
            channel.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(42)
                    .flip());
        });
        return PyDict.dict()
                .put("big", HostTensor.of(ElementType.INT64, new long[] {lengthBytes / Long.BYTES}, storage))
                .put("small", HostTensor.of(ElementType.UINT8, new long[] {3}, HostStorage.of(new byte[] {7, 8, 9})));
    }

    private static void checkLarge(Path file, long lengthBytes, boolean everyByte) throws IOException {
        try (var checkpoint = Checkpoint.open(file)) {
            HostTensor big = checkpoint.stateDict().get("big").orElseThrow();
            assertThat(big.lengthBytes()).isEqualTo(lengthBytes);
            FileRegion region = big.storage().region().orElseThrow();
            assertThat(region.lengthBytes()).isEqualTo(lengthBytes);
            assertThat(big.storage().bytes(lengthBytes - Long.BYTES, Long.BYTES).getLong())
                    .isEqualTo(42);
            if (everyByte) {
                checkEveryByte(big);
            }
            assertThat(checkpoint.stateDict().get("small").orElseThrow().data().toByteArray())
                    .containsExactly(7, 8, 9);
        }
    }

    private static void checkEveryByte(HostTensor big) throws IOException {
        long[] count = {0};
        long[] last = {0};
        big.data().forEachChunk(chunk -> {
            count[0] += chunk.remaining();
            last[0] = chunk.getLong(chunk.limit() - Long.BYTES);
        });
        assertThat(count[0]).isEqualTo(big.lengthBytes());
        assertThat(last[0]).isEqualTo(42);
    }

    /** Leaves holes where chunks of zeros are. */
    private static final class SparseFile implements WritableByteChannel {
        private static final ByteBuffer ZEROS = ByteBuffer.allocate(CHUNK_BYTES);

        private final FileChannel file;
        private long position;

        SparseFile(Path path) throws IOException {
            file = FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int count = source.remaining();
            boolean hole =
                    count <= CHUNK_BYTES && source.mismatch(ZEROS.duplicate().limit(count)) < 0;
            if (hole) {
                source.position(source.limit());
                position += count;
            }
            while (source.hasRemaining()) {
                position += file.write(source, position);
            }
            return count;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            if (file.size() < position) {
                file.write(ByteBuffer.allocate(1), position - 1);
            }
            file.close();
        }
    }
}
