package dev.sconce.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Reads words of native memory without a native call, through buffers that each span a gigabyte of addresses: a call of
 * {@code LongPointer.get} costs as much as a twentieth of a small operation, and newer JVMs warn of {@code Unsafe}.
 */
final class NativeWords {
    private static final int WINDOW_BITS = 30;

    /** The first page is never mapped, and no buffer may begin at 0. */
    private static final long FIRST = 4096;

    private static final ConcurrentMap<Long, Window> WINDOWS = new ConcurrentHashMap<>();

    private static @Nullable Window last;

    private NativeWords() {}

    private record Window(long number, long base, ByteBuffer bytes) {
        static Window of(long number) {
            long base = Math.max(FIRST, number << WINDOW_BITS);
            BytePointer span = new BytePointer(new Span(base, ((number + 1) << WINDOW_BITS) - base));
            return new Window(number, base, span.asByteBuffer().order(ByteOrder.nativeOrder()));
        }
    }

    /** The word at an address that is mapped; the caller keeps what it belongs to alive. */
    static long at(long address) {
        Window window = last; // threads may race for it: each sees one window or another
        long number = address >>> WINDOW_BITS;
        if (window == null || window.number != number) {
            window = WINDOWS.computeIfAbsent(number, Window::of);
            last = window;
        }
        return window.bytes.getLong((int) (address - window.base));
    }

    /** Memory that belongs to somebody else. */
    static final class Span extends Pointer {
        Span(long start, long bytes) {
            address = start;
            limit = bytes;
            capacity = bytes;
        }
    }
}
