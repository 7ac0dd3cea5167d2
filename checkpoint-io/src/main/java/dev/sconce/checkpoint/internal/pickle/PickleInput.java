package dev.sconce.checkpoint.internal.pickle;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, with every length checked against the bytes that are left before memory is taken. */
final class PickleInput {
    private final ByteBuffer bytes;
    /** PyTorch itself takes minutes over a name of 200,000 characters. */
    private final int maxNameBytes;

    PickleInput(ByteBuffer bytes, int maxNameBytes) {
        this.maxNameBytes = maxNameBytes;
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return bytes.position();
    }

    int remaining() {
        return bytes.remaining();
    }

    private void require(long count, String what) throws CheckpointFormatException {
        if (count < 0 || count > bytes.remaining()) {
            throw CheckpointFormatException.corrupt("the pickle ends inside " + what)
                    .expected(Long.toUnsignedString(count) + " bytes", bytes.remaining() + " bytes");
        }
    }

    int nextByte() throws CheckpointFormatException {
        require(1, "an opcode or its operand");
        return bytes.get() & 0xff;
    }

    int nextShort() throws CheckpointFormatException {
        require(Short.BYTES, "a number");
        return Short.toUnsignedInt(bytes.getShort());
    }

    int nextInt() throws CheckpointFormatException {
        require(Integer.BYTES, "a number");
        return bytes.getInt();
    }

    long nextLong() throws CheckpointFormatException {
        require(Long.BYTES, "a length");
        return bytes.getLong();
    }

    double nextDouble() throws CheckpointFormatException {
        require(Double.BYTES, "a float");
        return Double.longBitsToDouble(Long.reverseBytes(bytes.getLong()));
    }

    /** A run of bytes; a length that is negative as a signed number is one that no file has. */
    byte[] nextBytes(long count) throws CheckpointFormatException {
        require(count, "a string");
        byte[] run = new byte[(int) count];
        bytes.get(run);
        return run;
    }

    String nextText(long count) throws CheckpointFormatException {
        require(count, "a string");
        byte[] run = new byte[(int) count];
        bytes.get(run);
        return PickleText.decode(run);
    }

    /** The text up to the next line feed, which is skipped; bytes beyond ASCII as Latin-1. */
    String nextLine(int maxLength) throws CheckpointFormatException {
        return new String(lineBytes(maxLength), StandardCharsets.ISO_8859_1);
    }

    /** A UTF-8 name up to the next line feed, which is skipped. */
    String nextName() throws CheckpointFormatException {
        byte[] name = lineBytes(Integer.MAX_VALUE);
        if (name.length > maxNameBytes) {
            throw CheckpointFormatException.limit("the length of a name", name.length, maxNameBytes, "maxNameBytes");
        }
        return PickleText.decode(name);
    }

    private byte[] lineBytes(int maxLength) throws CheckpointFormatException {
        int start = bytes.position();
        int end = start;
        while (end < bytes.limit() && bytes.get(end) != '\n') {
            end++;
        }
        if (end == bytes.limit()) {
            throw CheckpointFormatException.corrupt("the pickle ends inside a line of text");
        }
        if (end - start > maxLength) {
            throw CheckpointFormatException.corrupt("a line of text is too long")
                    .expected("at most " + maxLength + " characters", end - start);
        }
        byte[] line = new byte[end - start];
        bytes.get(line);
        bytes.get();
        return line;
    }

    void requireFrame(long length) throws CheckpointFormatException {
        require(length, "a frame");
    }
}
