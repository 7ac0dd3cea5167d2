package dev.sconce.nn;

/**
 * What a registration returns, as {@code torch.utils.hooks.RemovableHandle}: {@link #remove()} undoes it. In a
 * try-with-resources statement the hook lasts for the block.
 */
public final class RemovableHandle implements AutoCloseable {
    private final Runnable removal;

    /**
     * Makes a handle.
     *
     * @param removal undoes the registration; doing it twice must do no harm
     */
    public RemovableHandle(Runnable removal) {
        this.removal = removal;
    }

    /** Removes the hook; a second call does nothing. A hook may remove itself while it runs. */
    public void remove() {
        removal.run();
    }

    @Override
    public void close() {
        remove();
    }
}
