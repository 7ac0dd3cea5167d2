package dev.sconce.torch;

import java.util.function.LongFunction;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Native twins of numbers, kept because programs pass the same few again and again. Entries are immutable, so that
 * threads may race for them; one that is pushed out is freed by the garbage collector.
 *
 * @param <T> the native class
 */
final class NumberCache<T extends Pointer> {
    private static final int SIZE = 1024;

    private final LongFunction<T> maker;

    @SuppressWarnings({"unchecked", "rawtypes"}) // generic arrays cannot be made in another way
    private final @Nullable Entry<T>[] entries = new Entry[SIZE];

    /**
     * Makes an empty cache.
     *
     * @param maker makes the twin of a number: a long itself, or the bits of a double
     */
    NumberCache(LongFunction<T> maker) {
        this.maker = maker;
    }

    T get(long bits) {
        int slot = slot(bits);
        Entry<T> entry = entries[slot];
        if (entry == null || entry.bits != bits) {
            T twin = maker.apply(bits);
            twin.retainReference(); // outlives a PointerScope that may be open here
            entry = new Entry<>(bits, twin);
            entries[slot] = entry;
        }
        return entry.twin;
    }

    /** Small integers each have a slot of their own. */
    private static int slot(long bits) {
        long mixed = bits ^ (bits >>> 32) ^ (bits >>> 48);
        return (int) (mixed ^ (mixed >>> 16)) & (SIZE - 1);
    }

    private record Entry<T extends Pointer>(long bits, T twin) {}
}
