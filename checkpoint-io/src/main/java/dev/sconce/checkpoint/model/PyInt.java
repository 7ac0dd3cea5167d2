package dev.sconce.checkpoint.model;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Python's {@code int}: an integer of any size. */
public final class PyInt implements PyValue {
    private static final int CACHE_SIZE = 1024;
    private static final PyInt[] CACHE = new PyInt[CACHE_SIZE];

    static {
        for (int i = 0; i < CACHE_SIZE; i++) {
            CACHE[i] = new PyInt(i, null);
        }
    }

    private final long small;
    private final @Nullable BigInteger big;

    private PyInt(long small, @Nullable BigInteger big) {
        this.small = small;
        this.big = big;
    }

    /** The integer of this value. */
    public static PyInt of(long value) {
        return value >= 0 && value < CACHE_SIZE ? CACHE[(int) value] : new PyInt(value, null);
    }

    /** The integer of this value. */
    public static PyInt of(BigInteger value) {
        return value.bitLength() < Long.SIZE ? of(value.longValue()) : new PyInt(0, value);
    }

    /** Whether it fits a Java {@code long}. */
    public boolean fitsLong() {
        return big == null;
    }

    /**
     * As a Java long.
     *
     * @throws ArithmeticException if it does not fit
     */
    public long longValue() {
        if (big != null) {
            throw new ArithmeticException("integer of " + big.bitLength() + " bits does not fit a long");
        }
        return small;
    }

    /** As a BigInteger. */
    public BigInteger bigValue() {
        return big == null ? BigInteger.valueOf(small) : big;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PyInt that
                && small == that.small
                && (big == null ? that.big == null : big.equals(that.big));
    }

    @Override
    public int hashCode() {
        return big == null ? Long.hashCode(small) : big.hashCode();
    }

    @Override
    public String toString() {
        return big == null ? Long.toString(small) : big.toString();
    }
}
