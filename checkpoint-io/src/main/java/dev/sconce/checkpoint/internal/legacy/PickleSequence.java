package dev.sconce.checkpoint.internal.legacy;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.internal.io.SubSource;
import dev.sconce.checkpoint.internal.pickle.ObjectBuilder;
import dev.sconce.checkpoint.internal.pickle.PickleMachine;
import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.PyInt;
import dev.sconce.checkpoint.model.PyValue;
import java.io.IOException;

/** Pickles, numbers and runs of bytes, one after the other. */
final class PickleSequence {
    private final ByteSource bytes;
    private final ObjectBuilder builder;
    private final ReadLimits limits;
    private long position;

    PickleSequence(ByteSource bytes, ObjectBuilder builder, ReadLimits limits) {
        this.bytes = bytes;
        this.builder = builder;
        this.limits = limits;
    }

    long position() {
        return position;
    }

    PyValue nextPickle() throws IOException {
        long left = bytes.lengthBytes() - position;
        int window = (int) Math.min(left, Math.min(limits.maxPickleBytes(), Integer.MAX_VALUE));
        long start = position;
        try {
            var result = PickleMachine.read(bytes.bytes(position, window), builder, limits);
            position += result.lengthBytes();
            return result.value();
        } catch (CheckpointFormatException e) {
            throw e.shiftedBy(start);
        }
    }

    /** A pickle of an integer from 0 to a billion: how many of something follow. */
    int nextCount() throws IOException {
        final int most = 1_000_000_000;
        long start = position;
        if (nextPickle() instanceof PyInt count
                && count.fitsLong()
                && count.longValue() >= 0
                && count.longValue() <= most) {
            return (int) count.longValue();
        }
        throw CheckpointFormatException.corrupt("a number of storages or tensors is wanted")
                .at(start);
    }

    long nextLong() throws IOException {
        require(Long.BYTES);
        long value = bytes.bytes(position, Long.BYTES).getLong();
        position += Long.BYTES;
        return value;
    }

    int nextInt() throws IOException {
        require(Integer.BYTES);
        int value = bytes.bytes(position, Integer.BYTES).getInt();
        position += Integer.BYTES;
        return value;
    }

    /** The next bytes, which are not read now. */
    ByteSource nextBytes(long count) throws CheckpointFormatException {
        require(count);
        var run = new SubSource(bytes, position, count);
        position += count;
        return run;
    }

    private void require(long count) throws CheckpointFormatException {
        long left = bytes.lengthBytes() - position;
        if (count < 0 || count > left) {
            throw CheckpointFormatException.corrupt("the file ends before the bytes that it announces")
                    .expected(count + " bytes", left)
                    .at(position);
        }
    }
}
