package dev.sconce.torch;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code collections.Counter} in a checkpoint: how often there is each of some things. It is written back as one.
 */
public final class Counter extends LinkedHashMap<@Nullable Object, @Nullable Object> {
    private static final long serialVersionUID = 1;
}
