package dev.sconce.checkpoint.internal.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The bytes of a pickle as they are written. */
final class PickleOutput {
    private byte[] bytes = new byte[4096];
    private int size;

    private void reserve(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, count), bytes.length * 2));
        }
    }

    void put(Opcode opcode) {
        putByte(opcode.code());
    }

    void putByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void putBytes(byte[] run) {
        reserve(run.length);
        System.arraycopy(run, 0, bytes, size, run.length);
        size += run.length;
    }

    void putShort(int value) {
        putByte(value);
        putByte(value >> Byte.SIZE);
    }

    void putInt(int value) {
        reserve(Integer.BYTES);
        ByteBuffer.wrap(bytes, size, Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value);
        size += Integer.BYTES;
    }

    /** Big-endian, unlike all other numbers. */
    void putDouble(double value) {
        reserve(Double.BYTES);
        ByteBuffer.wrap(bytes, size, Double.BYTES).putDouble(value);
        size += Double.BYTES;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }
}
