package dev.sconce.torch;

/**
 * A setting of the current thread that holds until {@link #close()}, such as "do not record operations": made for
 * try-with-resources.
 */
public final class ThreadMode implements AutoCloseable {
    private final Thread owner = Thread.currentThread();
    private final String name;
    private final Runnable restore;
    private boolean closed;

    /**
     * Notes a setting that was just made.
     *
     * @param name what is set, for the error message
     * @param restore brings back what was before
     */
    ThreadMode(String name, Runnable restore) {
        this.name = name;
        this.restore = restore;
    }

    /**
     * Brings back what was before. Closing twice does nothing.
     *
     * @throws IllegalStateException on another thread than the one that made the setting: it is the thread's
     */
    @Override
    public void close() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("This " + name + " was set on thread \"" + owner.getName()
                    + "\" and cannot be ended on \"" + Thread.currentThread().getName() + "\"");
        }
        if (!closed) {
            closed = true;
            restore.run();
        }
    }
}
