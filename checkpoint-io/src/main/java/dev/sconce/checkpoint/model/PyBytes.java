package dev.sconce.checkpoint.model;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Python's {@code bytes}, or its {@code bytearray}. */
public final class PyBytes implements PyValue {
    private static final int MAX_PRINTED = 32;

    private final byte[] bytes;
    private final boolean mutable;

    private PyBytes(byte[] bytes, boolean mutable) {
        this.bytes = bytes;
        this.mutable = mutable;
    }

    /** Python's {@code bytes}; copies the array. */
    public static PyBytes of(byte[] bytes) {
        return new PyBytes(bytes.clone(), false);
    }

    /** Python's {@code bytearray}; copies the array. */
    public static PyBytes ofByteArray(byte[] bytes) {
        return new PyBytes(bytes.clone(), true);
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** How many. */
    public int length() {
        return bytes.length;
    }

    /** Whether it is a {@code bytearray}. */
    public boolean isByteArray() {
        return mutable;
    }

    /** In hexadecimal. */
    public String toHex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PyBytes that && mutable == that.mutable && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        String kind = mutable ? "bytearray" : "bytes";
        return bytes.length <= MAX_PRINTED
                ? kind + ".fromhex('" + toHex() + "')"
                : kind + "(" + bytes.length + " bytes)";
    }
}
