package dev.sconce.checkpoint.internal.heap;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;

/**
 * Counts, roughly and rather too much, what the values of a file take of the heap: each byte of a pickle can stand for an
 * object of fifty.
 */
public final class HeapBudget {
    private final long maxBytes;
    private long takenBytes;

    /** A budget of which nothing has been taken. */
    public HeapBudget(ReadLimits limits) {
        maxBytes = limits.maxHeapBytes();
    }

    /**
     * Takes some more.
     *
     * @throws CheckpointFormatException if that is too much
     */
    public void take(long bytes) throws CheckpointFormatException {
        takenBytes += bytes;
        if (takenBytes > maxBytes || takenBytes < 0) {
            throw CheckpointFormatException.limit(
                    "the heap that the values would take, in bytes", takenBytes, maxBytes, "maxHeapBytes");
        }
    }
}
