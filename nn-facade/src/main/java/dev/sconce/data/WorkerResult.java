package dev.sconce.data;

import org.jspecify.annotations.Nullable;

/**
 * What became of a task.
 *
 * @param task the task
 * @param worker who did it
 * @param made the batch; null if it failed, or the worker's stream has ended
 * @param failure what was thrown
 * @param <B> the class of a batch
 */
record WorkerResult<B>(
        WorkerTask task,
        int worker,
        @Nullable Handover<B> made,
        @Nullable Throwable failure) {

    /** Whether the worker's stream has ended. */
    boolean isEnd() {
        return made == null && failure == null;
    }

    void drop() {
        if (made != null) {
            made.drop();
        }
    }
}
