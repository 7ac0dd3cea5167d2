package dev.sconce.checkpoint.core;

/** Told of long work as it goes on. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress NONE = (done, total) -> {};

    /**
     * Called now and then, on the thread that works.
     *
     * @param doneBytes bytes done so far
     * @param totalBytes bytes in all
     */
    void update(long doneBytes, long totalBytes);
}
