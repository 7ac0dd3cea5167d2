package dev.sconce.checkpoint.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {
    /** Enough for several early syncs, and for a replaced file to be freed on another thread. */
    private static final int LARGE_BYTES = 20 << 20;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("model.pth");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLargeFileReplacesALargeFile(boolean sync) throws IOException {
        for (byte value = 1; value <= 2; value++) {
            byte[] content = filledWith(value);
            write(content, sync);
            assertThat(Files.readAllBytes(file)).isEqualTo(content);
        }
        assertThat(filesInFolder()).containsExactly(file);
    }

    @Test
    void aMappingOfTheReplacedFileKeepsItsBytes() throws IOException {
        byte[] old = filledWith((byte) 1);
        write(old, true);
        try (var mapped = MappedFile.open(file)) {
            ByteBuffer bytes = mapped.bytes(0, old.length);
            write(filledWith((byte) 2), true);
            assertThat(bytes).isEqualTo(ByteBuffer.wrap(old));
        }
    }

    @Test
    void whatIsNotCommittedLeavesTheOldFileAndNothingElse() throws IOException {
        byte[] old = {1, 2, 3};
        write(old, true);
        try (AtomicFile unfinished = AtomicFile.create(file, true, LARGE_BYTES);
                var output = unfinished.output()) {
            output.write(ByteBuffer.wrap(filledWith((byte) 2)));
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(old);
        assertThat(filesInFolder()).containsExactly(file);
    }

    @Test
    void aFailedEarlySyncIsReported() throws IOException {
        FileChannel closed = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        closed.close();
        var sync = new EarlySync(closed);
        sync.written(LARGE_BYTES);
        assertThatThrownBy(sync::await).isInstanceOf(ClosedChannelException.class);
    }

    /** Headers that begin before a block's end, at its end and behind it; bytes that were written long ago. */
    @ParameterizedTest
    @ValueSource(ints = {4 << 20, (4 << 20) - 7, (8 << 20) + 5, 100, 1 << 17})
    void aHeaderIsFilledInWhereverItLies(int start) throws IOException {
        byte[] content = new byte[LARGE_BYTES];
        new Random(start).nextBytes(content);
        byte[] header = Arrays.copyOfRange(content, start, start + 30);
        for (boolean held : new boolean[] {true, false}) {
            for (long announced : new long[] {LARGE_BYTES, 0}) {
                try (AtomicFile atomic = AtomicFile.create(file, true, announced)) {
                    try (var output = atomic.output()) {
                        output.write(ByteBuffer.wrap(content, 0, start));
                        if (held) {
                            output.holdFrom();
                        }
                        output.write(ByteBuffer.allocate(header.length));
                        output.write(ByteBuffer.wrap(content, start + 30, content.length - start - 30));
                        output.position(start).write(ByteBuffer.wrap(content, start, header.length));
                        output.position(content.length);
                        output.release();
                    }
                    atomic.commit();
                }
                assertThat(Files.readAllBytes(file)).isEqualTo(content);
            }
        }
    }

    private void write(byte[] content, boolean sync) throws IOException {
        try (AtomicFile atomic = AtomicFile.create(file, sync, content.length)) {
            try (var output = atomic.output()) {
                for (int at = 0; at < content.length; at += 1 << 20) {
                    output.write(ByteBuffer.wrap(content, at, Math.min(1 << 20, content.length - at)));
                }
            }
            atomic.commit();
        }
    }

    private static byte[] filledWith(byte value) {
        byte[] bytes = new byte[LARGE_BYTES];
        Arrays.fill(bytes, value);
        return bytes;
    }

    private List<Path> filesInFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
