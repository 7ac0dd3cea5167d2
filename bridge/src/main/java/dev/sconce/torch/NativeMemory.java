package dev.sconce.torch;

import static java.util.Objects.requireNonNull;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

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
    private static final AtomicLong UNSCOPED_BYTES = new AtomicLong();
    private static final ReferenceQueue<Pointer> COLLECTED = new ReferenceQueue<>();
    private static final ReentrantLock COLLECTING = new ReentrantLock();

    /** Below this many elements, a tensor's bytes are guessed: asking for them costs as much as making it. */
    private static final long SMALL = 1024;

    /**
     * Every so many tensors a piece of garbage of so many bytes, about a kilobyte for each. A young collection stops the
     * program for as long as it takes to look at the references that came up since the last one, and the collector,
     * which sees only how few bytes they are, would let a million gather.
     */
    private static final int BALLAST_EVERY = 64;

    private static final int BALLAST_BYTES = 64 << 10;

    /** What is watched, as a ring around this element; a set would ask each reference for a hash code, which is slow. */
    private static final Unscoped WATCHED = new Unscoped();

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
    static Unscoped watch(org.bytedeco.pytorch.Tensor handle) {
        drain();
        Unscoped watched = new Unscoped(handle, bytes(handle));
        watched.enter();
        if (++sinceBallast >= BALLAST_EVERY) { // threads may miss a few: it need not be exact
            sinceBallast = 0;
            ballast = new byte[BALLAST_BYTES];
        }
        if (UNSCOPED_BYTES.addAndGet(watched.bytes) > threshold) {
            collect();
        }
        return watched;
    }

    /** The number of tensors that were neither closed nor collected. */
    static long live() {
        GradHooks.tidyAll(); // a hook that nobody can call any longer would keep what it refers to
        Pointer.deallocateReferences();
        drain();
        return LIVE.get();
    }

    /** About what the elements hold; the parts of a sparse tensor are not worth more calls. */
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

    private static void drain() {
        for (var reference = COLLECTED.poll(); reference != null; reference = COLLECTED.poll()) {
            if (((Unscoped) reference).forget()) {
                LIVE.decrementAndGet();
            }
        }
    }

    /** One thread collects; the others go on, since they would only wait for the same result. */
    private static void collect() {
        if (!COLLECTING.tryLock()) {
            return;
        }
        try {
            if (UNSCOPED_BYTES.get() <= threshold) {
                return;
            }
            System.gc();
            awaitReferences();
            GradHooks.tidyAll(); // graphs that are gone since may have left tensors to their hooks
            long used = UNSCOPED_BYTES.get();
            threshold = used + Math.max(headroom(), used / 2);
        } finally {
            COLLECTING.unlock();
        }
    }

    /** References reach their queue a moment after the collection: wait until no more arrive, 50 ms at most. */
    private static void awaitReferences() {
        long before;
        long after = UNSCOPED_BYTES.get();
        int quiet = 0;
        try {
            for (int i = 0; i < 25 && quiet < 2; i++) {
                before = after;
                Thread.sleep(2);
                Pointer.deallocateReferences();
                drain();
                after = UNSCOPED_BYTES.get();
                quiet = after == before ? quiet + 1 : 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A tensor that the garbage collector will free. The reference is to the native handle and not to our wrapper: the
     * handle is what a native call in progress keeps alive.
     */
    static final class Unscoped extends PhantomReference<@Nullable Pointer> {
        private final long bytes;
        private @Nullable Unscoped next;
        private @Nullable Unscoped previous;

        private Unscoped(Pointer handle, long bytes) {
            super(handle, COLLECTED);
            this.bytes = bytes;
        }

        /** The ring's anchor. */
        private Unscoped() {
            super(null, null);
            bytes = 0;
            next = this;
            previous = this;
        }

        private void enter() {
            synchronized (WATCHED) {
                next = WATCHED.next;
                previous = WATCHED;
                requireNonNull(WATCHED.next).previous = this;
                WATCHED.next = this;
            }
        }

        /** Stops watching; true for the first call. */
        boolean forget() {
            synchronized (WATCHED) {
                Unscoped after = next;
                if (after == null) {
                    return false;
                }
                requireNonNull(previous).next = after;
                after.previous = previous;
                next = null;
                previous = null;
            }
            UNSCOPED_BYTES.addAndGet(-bytes);
            return true;
        }
    }
}
