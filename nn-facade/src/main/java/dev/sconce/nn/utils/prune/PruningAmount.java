package dev.sconce.nn.utils.prune;

import dev.sconce.nn.internal.PyText;

/** How much to prune: a number of elements or channels, or a fraction of them. */
record PruningAmount(Number amount) {
    PruningAmount {
        boolean valid =
                isCount(amount) ? amount.longValue() >= 0 : amount.doubleValue() >= 0 && amount.doubleValue() <= 1;
        if (!valid) {
            throw new IllegalArgumentException("amount=" + PyText.repr(amount)
                    + " should either be a float in the range [0, 1] or a non-negative integer");
        }
    }

    private static boolean isCount(Number amount) {
        return amount instanceof Long || amount instanceof Integer;
    }

    /** The number of those of {@code size} to prune; halves are rounded to even, as in Python. */
    long of(long size) {
        long count = isCount(amount) ? amount.longValue() : (long) Math.rint(amount.doubleValue() * size);
        if (count > size) {
            throw new IllegalArgumentException(
                    "amount=" + count + " should be smaller than the number of parameters to prune=" + size);
        }
        return count;
    }
}
