package dev.sconce.torch;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.javacpp.Pointer;

/**
 * Counts the native tensors that are alive, and asks for a garbage collection when those that are in no scope hold much
 * memory: to the collector, a tensor of a gigabyte is an object of a few bytes.
 *
 * <p>JavaCPP's own limit reads the process's memory from the system at every allocation, which costs more than a small
 * operation does. This one adds up sizes, so that it costs a few nanoseconds.
 */
final class NativeMemory {
    private static final long MIN_HEADROOM = 256L << 20;

    private static final AtomicLong LIVE = new AtomicLong();
    private static final ReentrantLock COLLECTING = new ReentrantLock();

    /** Below this many elements, a tensor's bytes are guessed: asking for them costs as much as making it. */
    private static final long SMALL = 1024;

    /**
     * What a small tensor takes with the native objects that describe it. Not counted, since small ones alone must not ask
     * for a whole collection: {@link #MANY} bounds them.
     */
    private static final long OUTLINE = 512;

    /** Every so many tensors in no scope come with a piece of garbage, and freed blocks are joined. */
    private static final int BALLAST_EVERY = 32;

    /**
     * The garbage that they come with, 192 bytes for each. A young collection has room for an eighth of what was allocated.
     * Without the garbage the entries of {@link UnscopedTensors} alone are a fifth; those that find no room go to the old
     * generation, and the collector then takes what they refer to for reachable: dead tensors would wait for a whole
     * collection.
     */
    private static final int BALLAST_BYTES = 6 << 10;

    /**
     * From so many tensors since the last collection on it is two kilobytes for each. A young collection stops the program for
     * as long as it takes to look at the references that came up since the last one, and the collector, which sees only how
     * few bytes they are, would let millions gather.
     */
    private static final int MANY = (int) Math.min(1 << 19, headroom() / (4 * OUTLINE));

    private static final int HEAVY_BALLAST_BYTES = 64 << 10;

    /**
     * A block for which glibc joins the small ones that were freed before (1024 bytes and more, in its malloc_consolidate).
     * It asks for aligned memory for the elements of each tensor, which is cut out of joined blocks only: left alone, it
     * takes new memory for millions of tensors, and then joins millions of blocks at once, for half a second.
     */
    private static final int JOINING_BYTES = 2 << 10;

    /** The bytes that may be held by no scope before the next collection; moves with what is really in use. */
    private static volatile long threshold = headroom();

    private static int sinceBallast;

    @SuppressWarnings("UnusedVariable") // written so that the compiler cannot leave the allocation out
    private static byte[] ballast = {};

    private NativeMemory() {}

    /** Notes that a tensor was made. */
    static void opened() {
        LIVE.incrementAndGet();
    }

    /** Notes that a tensor was closed. */
    static void closed() {
        LIVE.decrementAndGet();
    }

    /** Watches a tensor that no scope will free. */
    static UnscopedTensors.Entry watch(org.bytedeco.pytorch.Tensor handle) {
        UnscopedTensors.Entry watched = UnscopedTensors.add(handle, bytes(handle));
        if (++sinceBallast >= BALLAST_EVERY) { // about: no lock is held
            sinceBallast = 0;
            ballast = new byte[UnscopedTensors.madeSinceCollection() > MANY ? HEAVY_BALLAST_BYTES : BALLAST_BYTES];
            joinFreedBlocks();
        }
        if (UnscopedTensors.bytes() > threshold) {
            collect();
        }
        return watched;
    }

    /** Has the C library join the small blocks that this thread freed, before they are too many for a moment's work. */
    static void joinFreedBlocks() {
        Pointer.free(Pointer.malloc(JOINING_BYTES));
    }

    /** Watches a tensor again that left its scope. */
    static void watch(UnscopedTensors.Entry known, org.bytedeco.pytorch.Tensor handle) {
        known.weigh(bytes(handle));
    }

    /** The number of tensors that were neither closed nor collected. */
    static long live() {
        GradHooks.tidyAll(); // a hook that nobody can call any longer would keep what it refers to
        Pointer.deallocateReferences(); // what is in JavaCPP's care
        UnscopedTensors.freeCollected(UnscopedTensors.NONE);
        return LIVE.get();
    }

    /** As {@link #live()}, with those that were collected but not freed yet; loads no native library. */
    static long counted() {
        return LIVE.get();
    }

    /** About what a tensor holds; the parts of a sparse one are not worth more calls. */
    private static long bytes(org.bytedeco.pytorch.Tensor handle) {
        long elements = handle.numel();
        if (elements < SMALL) {
            return elements * Double.BYTES;
        }
        return handle.has_storage() && !handle.is_meta() ? handle.nbytes() : 0;
    }

    private static long headroom() {
        return Math.max(MIN_HEADROOM, Runtime.getRuntime().maxMemory() / 2);
    }

    /** One thread collects; the others go on, since they would only wait for the same result. */
    private static void collect() {
        if (!COLLECTING.tryLock()) {
            return;
        }
        try {
            long enough = headroom() / 2; // freeing millions of small ones at once would be a long pause
            UnscopedTensors.freeCollected(enough);
            if (UnscopedTensors.bytes() <= threshold) {
                return;
            }
            System.gc();
            awaitReferences(enough);
            GradHooks.tidyAll(); // graphs that are gone since may have left tensors to their hooks
            long used = UnscopedTensors.bytes();
            threshold = used + Math.max(headroom(), used / 2);
        } finally {
            COLLECTING.unlock();
        }
    }

    /** What is in JavaCPP's care reaches its queue a moment after the collection: wait until no more does, 50 ms at most. */
    private static void awaitReferences(long enough) {
        long before;
        long after = UnscopedTensors.bytes();
        int quiet = 0;
        try {
            for (int i = 0; i < 25 && quiet < 2 && after > enough; i++) {
                before = after;
                Thread.sleep(2);
                Pointer.deallocateReferences();
                UnscopedTensors.freeCollected(enough);
                after = UnscopedTensors.bytes();
                quiet = after == before ? quiet + 1 : 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
