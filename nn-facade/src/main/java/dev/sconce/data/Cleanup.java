package dev.sconce.data;

import java.lang.ref.Cleaner;

/** Ends what nobody can reach any more. */
final class Cleanup {
    private static final Cleaner CLEANER = Cleaner.create();

    private Cleanup() {}

    /**
     * Runs something when an object was collected.
     *
     * @param end must not hold the object
     */
    static Cleaner.Cleanable whenUnreachable(Object object, Runnable end) {
        return CLEANER.register(object, end);
    }
}
