package dev.sconce.torch;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Python tuple in a checkpoint, such as the {@code betas} of Adam: an immutable list that is written back as a tuple.
 */
public final class Tuple extends AbstractList<@Nullable Object> implements RandomAccess {
    private final @Nullable Object[] items;

    private Tuple(@Nullable Object[] items) {
        this.items = items;
    }

    /**
     * Makes a tuple.
     *
     * @param items its items; {@code null} is {@code None}
     * @return the tuple
     */
    public static Tuple of(@Nullable Object... items) {
        return new Tuple(items.clone());
    }

    /**
     * Makes a tuple of a list's items.
     *
     * @param items the items
     * @return the tuple
     */
    public static Tuple copyOf(List<? extends @Nullable Object> items) {
        return new Tuple(items.toArray());
    }

    @Override
    public @Nullable Object get(int index) {
        return items[index];
    }

    @Override
    public int size() {
        return items.length;
    }

    /** Returns the items as Python writes them, {@code (0.9, 0.999)}. */
    @Override
    public String toString() {
        return Arrays.stream(items)
                .map(String::valueOf)
                .collect(Collectors.joining(", ", "(", items.length == 1 ? ",)" : ")"));
    }
}
