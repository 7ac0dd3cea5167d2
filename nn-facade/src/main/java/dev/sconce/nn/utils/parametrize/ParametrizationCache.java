package dev.sconce.nn.utils.parametrize;

import dev.sconce.nn.Module;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps parametrized tensors from being computed again until it is closed: see {@link Parametrize#cached()}. It counts for
 * the thread that opened it, and lasts until the outermost is closed.
 */
public final class ParametrizationCache implements AutoCloseable {
    private static final ThreadLocal<@Nullable ParametrizationCache> OUTERMOST = new ThreadLocal<>();

    private final IdentityHashMap<Module, Set<String>> known = new IdentityHashMap<>();
    private final boolean outermost;

    private ParametrizationCache(boolean outermost) {
        this.outermost = outermost;
    }

    static ParametrizationCache open() {
        ParametrizationCache cache = new ParametrizationCache(OUTERMOST.get() == null);
        if (cache.outermost) {
            OUTERMOST.set(cache);
        }
        return cache;
    }

    /** Whether the tensor was computed since the cache was opened; it is taken to be so from now on. */
    static boolean isKnown(Module module, String name) {
        ParametrizationCache cache = OUTERMOST.get();
        return cache != null
                && !cache.known
                        .computeIfAbsent(module, first -> new HashSet<>())
                        .add(name);
    }

    /** Lets the tensors be computed again. */
    @Override
    public void close() {
        if (outermost) {
            OUTERMOST.remove();
        }
    }
}
