package dev.sconce.torch;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The tensors that no scope frees: each is freed after the garbage collector found its handle unreachable.
 *
 * <p>Who makes a tensor frees one or two that were collected: the C library then finds blocks of the same sizes
 * at hand, as it does in Python, where a tensor is freed the moment that nobody uses it. Freed many at a time, or on
 * another thread, small tensors took twice as long. A thread of our own frees the rest when no more are made.
 *
 * <p>The references have no queue: for each collection the JVM would pass them through it one by one, under a lock that
 * those who make tensors need. They are looked through in the order in which they were made, once after each collection.
 */
final class UnscopedTensors {
    private static final int CHUNK = 256;

    /** How many tensors one call looks at for one that was collected. */
    private static final int LOOKED_AT = 4;

    private static final int FREED_AT_A_TIME = 64;

    /** When fewer than so many are made in such a time, a thread of our own frees what was collected. */
    private static final int BUSY = 2000;

    private static final long BUSY_MILLIS = 20;

    /**
     * One in so many makers frees two. All others free one, so that the C library's list of blocks at hand, which is short,
     * is neither empty nor full; with this what waits becomes less in the long run.
     */
    private static final int FREES_TWO = 16;

    /** Who makes a tensor of so many bytes frees two, too: here memory counts, and not the time. */
    private static final long LARGE = 1 << 20;

    /** Fewer bytes than any number of tensors stands for. */
    static final long NONE = -1;

    private static final Object LOCK = new Object();

    /** The ring of chunks: what was made first comes first. */
    private static final Chunk ANCHOR = new Chunk();

    private static Chunk newest = new Chunk(ANCHOR);
    private static long made;
    private static long madeBefore;

    private static volatile long bytes;

    /** Where the walk through the chunks is, or null; it ends behind the chunk with the number {@link #last}. */
    private static @Nullable Chunk at;

    private static int slot;
    private static long last;

    static {
        Thread cleaner = new Thread(UnscopedTensors::clean, "Sconce tensor cleaner");
        cleaner.setDaemon(true);
        cleaner.setContextClassLoader(null); // it would keep an application's classes alive
        cleaner.start();
    }

    private UnscopedTensors() {}

    /**
     * Takes over a tensor.
     *
     * @param size how many bytes it stands for
     */
    static Entry add(Pointer handle, long size) {
        Entry entry = new Entry(handle, Deallocators.take(handle), size);
        Entry collected;
        Entry another = null;
        synchronized (LOCK) {
            made++;
            count(entry.bytes());
            enter(entry);
            collected = at == null ? null : next(LOOKED_AT);
            if (collected != null && (made % FREES_TWO == 0 || size >= LARGE)) {
                another = next(LOOKED_AT);
            }
        }
        if (collected != null) {
            collected.free();
        }
        if (another != null) {
            another.free();
        }
        return entry;
    }

    /** What the tensors stand for that were neither closed nor freed, nor given to a scope. */
    static long bytes() {
        return bytes;
    }

    /** The number of tensors that were made since the last collection. */
    static long madeSinceCollection() {
        return made - madeBefore;
    }

    private static long made() {
        synchronized (LOCK) {
            return made;
        }
    }

    /**
     * Frees those that were collected.
     *
     * @param enough no more are freed when the others stand for no more bytes than that; {@link #NONE} frees all
     */
    static void freeCollected(long enough) {
        look();
        drain(enough);
    }

    /** Begins to look through all that there are now. */
    private static void look() {
        synchronized (LOCK) {
            at = ANCHOR.next;
            slot = 0;
            last = newest.number;
        }
    }

    private static boolean isLooking() {
        synchronized (LOCK) {
            return at != null;
        }
    }

    /** Frees what the walk finds from here on, while there are more bytes than that. */
    private static void drain(long enough) {
        Entry[] found = new Entry[FREED_AT_A_TIME];
        int count;
        do {
            count = 0;
            synchronized (LOCK) {
                while (at != null && count < found.length && bytes > enough) {
                    Entry next = next(CHUNK);
                    if (next != null) {
                        found[count++] = next;
                    }
                }
            }
            for (int i = 0; i < count; i++) { // not under the lock: freeing a tensor may run Java code
                found[i].free();
            }
        } while (count > 0);
    }

    /** The next tensor that was collected, taken out, among the next few. */
    private static @Nullable Entry next(int few) {
        for (int i = 0; i < few; i++) {
            Chunk chunk = at;
            if (chunk == null) {
                return null;
            }
            if (slot >= chunk.size) {
                advance(chunk);
                continue;
            }
            Entry entry = chunk.entries[slot];
            if (entry != null && entry.refersTo(null)) {
                chunk.entries[slot++] = null;
                chunk.live--;
                if (entry.leave()) {
                    return entry;
                }
            } else {
                slot++;
            }
        }
        return null;
    }

    private static void advance(Chunk chunk) {
        Chunk next = chunk.next;
        at = next == ANCHOR || next.number > last ? null : next;
        slot = 0;
        if (chunk != newest && chunk.live <= CHUNK / 4) { // those that live long must not hold a chunk each
            for (Entry entry : chunk.entries) {
                if (entry != null) {
                    enter(entry);
                }
            }
            chunk.unlink();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only under the lock
    private static void count(long difference) {
        bytes += difference;
    }

    private static void enter(Entry entry) {
        Chunk chunk = newest;
        if (chunk.size == CHUNK) {
            chunk = new Chunk(chunk);
            newest = chunk;
        }
        chunk.entries[chunk.size++] = entry;
        chunk.live++;
    }

    /** Takes out an entry that was closed, if it is the last one; another one stays until a walk comes by. */
    private static void forget(Entry closed) {
        Chunk chunk = newest;
        if (chunk.size > 0 && chunk.entries[chunk.size - 1] == closed) {
            chunk.entries[--chunk.size] = null;
            chunk.live--;
        }
    }

    private static void clean() {
        ReferenceQueue<Object> collections = new ReferenceQueue<>();
        while (true) {
            var next = new PhantomReference<>(new Object(), collections);
            try {
                while (collections.remove() != next) {}
                look();
                madeBefore = made();
                long before;
                do {
                    before = made();
                    Thread.sleep(BUSY_MILLIS);
                    if (made() - before < BUSY) {
                        drain(NONE);
                    }
                } while (isLooking());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /**
     * A tensor, by its native handle: what a native call in progress keeps alive is that, and not our wrapper.
     *
     * <p>These are all that is left of tensors when the collector copies what lives, and there can be many: 40 bytes each.
     * When they are more than a young collection has room for, it takes them to the old generation unseen, and what they
     * refer to with them (see {@link NativeMemory}).
     */
    static final class Entry extends PhantomReference<@Nullable Pointer> {
        private static final int UNIT = 64;
        private static final int GONE = -1;

        private final long owner;
        private int units;

        private Entry(Pointer handle, long owner, long size) {
            super(handle, null);
            this.owner = owner;
            this.units = units(size);
        }

        private static int units(long size) {
            return (int) Math.min((size + UNIT - 1) / UNIT, Integer.MAX_VALUE);
        }

        private long bytes() {
            return (long) units * UNIT;
        }

        /** A scope frees the tensor from now on; it is here only for the case that the scope is never closed. */
        void enterScope() {
            weigh(0);
        }

        /** Counts the tensor as one of so many bytes. */
        void weigh(long newSize) {
            synchronized (LOCK) {
                if (units != GONE) {
                    long before = bytes();
                    units = units(newSize);
                    count(bytes() - before);
                }
            }
        }

        /** Counts the tensor no longer; false if it was closed before. Called under the lock. */
        private boolean leave() {
            if (units == GONE) {
                return false;
            }
            count(-bytes());
            units = GONE;
            return true;
        }

        /**
         * Frees the tensor before the collector finds it.
         *
         * @param handle what this was made for
         */
        void close(Pointer handle) {
            synchronized (LOCK) {
                if (!leave()) {
                    return;
                }
                clear();
                forget(this);
            }
            Deallocators.close(handle, owner);
        }

        private void free() {
            if (owner != 0) {
                Deallocators.free(owner);
            }
            NativeMemory.closed();
        }
    }

    private static final class Chunk {
        final long number;
        final @Nullable Entry[] entries = new Entry[CHUNK];
        int size;
        int live;
        private Chunk previous;
        private Chunk next;

        /** The ring's anchor. */
        Chunk() {
            number = 0;
            previous = this;
            next = this;
        }

        /** Follows the last one. */
        Chunk(Chunk last) {
            number = last.number + 1;
            previous = last;
            next = last.next;
            next.previous = this;
            last.next = this;
        }

        void unlink() {
            previous.next = next;
            next.previous = previous;
        }
    }
}
