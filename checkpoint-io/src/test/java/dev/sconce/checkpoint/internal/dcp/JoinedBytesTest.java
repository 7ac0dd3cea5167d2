package dev.sconce.checkpoint.internal.dcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PySize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a tensor read as the whole, any stretch of it. */
class JoinedBytesTest {
    private static final int STRETCHES = 300;

    /** A part of a tensor whose elements count up from 0 in row-major order. */
    private static PlacedPart part(long[] shape, long[] offsets, long[] lengths) throws CheckpointFormatException {
        int count = 1;
        for (long length : lengths) {
            count *= (int) length;
        }
        var bytes = ByteBuffer.allocate(count * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            long rest = i;
            long number = 0;
            long stride = 1;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                number += (offsets[axis] + rest % lengths[axis]) * stride;
                rest /= lengths[axis];
                stride *= shape[axis];
            }
            bytes.putInt((int) number);
        }
        return new PlacedPart(
                shape, PySize.of(offsets), HostTensor.of(ElementType.INT32, lengths, HostStorage.of(bytes.flip())));
    }

    /** Cuts a box in two at random, again and again. */
    private static void cut(long[] shape, long[] offsets, long[] lengths, int times, Random random, List<PlacedPart> to)
            throws CheckpointFormatException {
        int axis = random.nextInt(shape.length);
        if (times == 0 || lengths[axis] < 2) {
            to.add(part(shape, offsets, lengths));
            return;
        }
        long first = 1L + random.nextInt((int) lengths[axis] - 1);
        long[] left = lengths.clone();
        left[axis] = first;
        cut(shape, offsets, left, times - 1, random, to);
        long[] right = lengths.clone();
        right[axis] -= first;
        long[] behind = offsets.clone();
        behind[axis] += first;
        cut(shape, behind, right, times - 1, random, to);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void any_cut_reads_as_the_whole(int seed) throws IOException {
        var random = new Random(seed);
        long[] shape = {1 + random.nextInt(6), 1 + random.nextInt(6), 1 + random.nextInt(6), 1 + random.nextInt(6)};
        var parts = new ArrayList<PlacedPart>();
        cut(shape, new long[4], shape, 5, random, parts);
        java.util.Collections.shuffle(parts, random);
        var joined = new JoinedBytes(shape, Integer.BYTES, parts);
        int count = (int) (shape[0] * shape[1] * shape[2] * shape[3]);
        var whole = ByteBuffer.allocate(count * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            whole.putInt(i);
        }
        assertThat(joined.lengthBytes()).isEqualTo(whole.capacity());
        for (int i = 0; i < STRETCHES; i++) {
            int from = random.nextInt(whole.capacity());
            int length = 1 + random.nextInt(whole.capacity() - from);
            assertThat(joined.bytes(from, length)).isEqualTo(whole.slice(from, length));
        }
    }

    @Test
    void rows_of_one_part_are_not_copied() throws IOException {
        long[] shape = {4, 3};
        var joined = new JoinedBytes(
                shape,
                Integer.BYTES,
                List.of(
                        part(shape, new long[] {2, 0}, new long[] {2, 3}),
                        part(shape, new long[] {0, 0}, new long[] {2, 3})));
        assertThat(joined.bytes(12, 12)).isEqualTo(ByteBuffer.wrap(new byte[] {3, 0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0}));
        ByteBuffer first = joined.bytes(24, 12);
        assertThat(first.getInt(0)).isEqualTo(6);
        assertThat(first.hasArray()).as("a view of the part's own bytes").isFalse();
    }

    @Test
    void parts_that_overlap_and_leave_a_gap_are_refused() {
        long[] shape = {4};
        assertThatThrownBy(() -> new JoinedBytes(
                        shape,
                        Integer.BYTES,
                        List.of(part(shape, new long[] {0}, new long[] {2}), part(shape, new long[] {1}, new long[] {2
                        }))))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessageContaining("overlap");
        assertThatThrownBy(() ->
                        new JoinedBytes(shape, Integer.BYTES, List.of(part(shape, new long[] {0}, new long[] {2}))))
                .hasMessageContaining("do not make up the whole");
    }

    /** Six gigabytes in three parts, of which only what is asked for is made. */
    @Test
    void a_tensor_of_more_than_two_gibibytes_is_read_in_part() throws IOException {
        long rows = 500_000_000;
        long[] shape = {3 * rows, 4};
        var parts = new ArrayList<PlacedPart>();
        for (int i = 0; i < 3; i++) {
            var storage = HostStorage.of(new Counting(rows * 4));
            parts.add(new PlacedPart(
                    shape, PySize.of(i * rows, 0), HostTensor.of(ElementType.UINT8, new long[] {rows, 4}, storage)));
        }
        var joined = new JoinedBytes(shape, 1, parts);
        assertThat(joined.lengthBytes()).isEqualTo(6_000_000_000L);
        ByteBuffer edge = joined.bytes(4_000_000_000L - 2, 4);
        assertThat(edge).isEqualTo(ByteBuffer.wrap(new byte[] {(byte) 254, (byte) 255, 0, 1}));
    }

    /** Bytes that count up, and down to the last one at the end. */
    private record Counting(long lengthBytes) implements ByteSource {
        @Override
        public ByteBuffer bytes(long offset, int length) {
            var bytes = ByteBuffer.allocate(length);
            for (int i = 0; i < length; i++) {
                long at = offset + i;
                bytes.put((byte) (at < lengthBytes / 2 ? at : 256 - (lengthBytes - at)));
            }
            return bytes.flip();
        }
    }
}
