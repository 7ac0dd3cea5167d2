package dev.sconce.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where tensors were made and closed, for who looks for a leak or for a use after the end. Off unless
 * {@code -Dsconce.traceTensors=true} is given or {@link #trace} is called: a stack trace costs many times what a small
 * operation does.
 *
 * <pre>{@code
 * TensorTraces.trace(true);
 * step();
 * TensorTraces.live().forEach((place, count) -> System.err.println(count + " tensors are alive that were made" + place));
 * }</pre>
 */
public final class TensorTraces {
    private static final int FRAMES = 16;

    private static volatile boolean on = Boolean.getBoolean("sconce.traceTensors");

    /** By identity: tensors do not override {@code equals}. Tensors that are collected are no leak. */
    private static final Map<NativeTensor, Trace> TRACES = new WeakHashMap<>();

    private TensorTraces() {}

    private static final class Trace {
        final Throwable made = new Throwable("made here");

        @Nullable
        Throwable closed;
    }

    /**
     * Turns the traces on or off.
     *
     * @param enabled whether tensors that are made from now on are traced; false also forgets the traces so far
     */
    public static void trace(boolean enabled) {
        on = enabled;
        if (!enabled) {
            synchronized (TRACES) {
                TRACES.clear();
            }
        }
    }

    /**
     * Where the tensors were made that are open now.
     *
     * @return how many, by the frames of the stack outside this library, innermost first; empty if traces are off
     */
    public static Map<String, Integer> live() {
        List<Throwable> places = new ArrayList<>();
        synchronized (TRACES) {
            TRACES.values().stream().filter(trace -> trace.closed == null).forEach(trace -> places.add(trace.made));
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        places.forEach(place -> counts.merge(text(place), 1, Integer::sum));
        return counts;
    }

    static void made(NativeTensor tensor) {
        if (on) {
            Trace trace = new Trace();
            synchronized (TRACES) {
                TRACES.put(tensor, trace);
            }
        }
    }

    static void closed(NativeTensor tensor) {
        if (on) {
            synchronized (TRACES) {
                Trace trace = TRACES.get(tensor);
                if (trace != null) {
                    trace.closed = new Throwable("closed here");
                }
            }
        }
    }

    /** Where a tensor was closed, if it was traced then. */
    static @Nullable Throwable whereClosed(NativeTensor tensor) {
        synchronized (TRACES) {
            Trace trace = TRACES.get(tensor);
            return trace == null ? null : trace.closed;
        }
    }

    private static String text(Throwable place) {
        StringBuilder text = new StringBuilder();
        int frames = 0;
        boolean outside = false;
        for (StackTraceElement frame : place.getStackTrace()) {
            outside |= !isOurs(frame);
            if (outside && frames++ < FRAMES) {
                text.append("\n    at ").append(frame);
            }
        }
        return text.toString();
    }

    /** The library's own main classes; its tests are as much users as anyone. */
    private static boolean isOurs(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.startsWith(TensorTraces.class.getPackageName() + '.') && !name.endsWith("Test");
    }
}
