package dev.sconce.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One call of the native engine. On the host, all hooks of a pass run on the thread that made the call. */
final class BackwardRun {
    /** What a pass does with the gradients. */
    enum Kind {
        /** Adds them to all leaves. */
        BACKWARD,
        /** Adds them to some tensors. */
        BACKWARD_FOR_INPUTS,
        /** Returns them. */
        GRAD
    }

    private static final ThreadLocal<@Nullable BackwardRun> CURRENT = new ThreadLocal<>();

    /** What hooks on the engine's own threads left to be done: they do not know for which call they run. */
    private static final Queue<Runnable> LEFT_BY_DEVICE_THREADS = new ConcurrentLinkedQueue<>();

    private final @Nullable BackwardRun outer = CURRENT.get();
    private final List<Runnable> cleanups = new ArrayList<>();
    private final MissingGradients missing = new MissingGradients();
    private final List<Runnable> afterwards = new ArrayList<>();
    private final Kind kind;

    private BackwardRun(Kind kind) {
        this.kind = kind;
    }

    /** The innermost run of this thread; null on the engine's own threads, which serve the other devices. */
    static @Nullable BackwardRun current() {
        return CURRENT.get();
    }

    Kind kind() {
        return kind;
    }

    /** The gradients that are not there in this pass. */
    MissingGradients missing() {
        return missing;
    }

    /** Has something done when the pass has ended, even by an exception; it must not fail. */
    void atEnd(Runnable cleanup) {
        cleanups.add(cleanup);
    }

    /** Has something done when the pass that runs on this thread has added up its gradients; not if it only returns them. */
    static void afterAccumulation(Runnable action) {
        BackwardRun run = CURRENT.get();
        if (run == null) {
            LEFT_BY_DEVICE_THREADS.add(action);
        } else if (run.kind != Kind.GRAD) {
            run.afterwards.add(action);
        }
    }

    /**
     * Calls the engine: hooks' exceptions come out as they were thrown, and what the hooks held is let go.
     *
     * @throws TorchException if the engine failed by itself
     */
    static <T> T of(Kind kind, Function<BackwardRun, T> pass) {
        BackwardRun run = new BackwardRun(kind);
        CURRENT.set(run);
        T result;
        try {
            result = pass.apply(run);
        } catch (RuntimeException e) {
            throw HookFailure.unwrap(e);
        } finally {
            CURRENT.set(run.outer);
            run.cleanups.forEach(Runnable::run);
            run.missing.end();
            HookList.letGo();
            GradHooks.tidy();
        }
        run.afterwards.forEach(Runnable::run);
        Runnable left = kind == Kind.GRAD ? null : LEFT_BY_DEVICE_THREADS.poll();
        while (left != null) {
            left.run();
            left = LEFT_BY_DEVICE_THREADS.poll();
        }
        return result;
    }
}
