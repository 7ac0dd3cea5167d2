package dev.sconce.torch;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes back the registration of a hook, as {@code torch.utils.hooks.RemovableHandle}. Who never wants to remove the hook
 * may drop the handle; who wants it for a stretch only uses try-with-resources.
 */
public final class RemovableHandle implements AutoCloseable {
    private final AtomicReference<@Nullable Runnable> removal;

    /**
     * Makes a handle.
     *
     * @param removal takes the registration back; run once at most, by the first {@link #remove()}
     */
    public RemovableHandle(Runnable removal) {
        this.removal = new AtomicReference<>(removal);
    }

    /** Removes the hook. It may be called by the hook itself, and more than once. */
    public void remove() {
        Runnable once = removal.getAndSet(null);
        if (once != null) {
            once.run();
        }
    }

    /** Removes the hook. */
    @Override
    public void close() {
        remove();
    }
}
