package dev.sconce.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call of the native engine. On the host, all hooks of a pass run on the thread that made the call. */
final class BackwardRun {
    private static final ThreadLocal<@Nullable BackwardRun> CURRENT = new ThreadLocal<>();

    private final @Nullable BackwardRun outer = CURRENT.get();
    private final List<Runnable> atEnd = new ArrayList<>();

    private final boolean accumulatesEverywhere;

    private BackwardRun(boolean accumulatesEverywhere) {
        this.accumulatesEverywhere = accumulatesEverywhere;
    }

    /** Whether the gradients of all leaves are added up, so that another pass inside this one may add to them. */
    boolean accumulatesEverywhere() {
        return accumulatesEverywhere && (outer == null || outer.accumulatesEverywhere());
    }

    /** The innermost run of this thread; null on the engine's own threads, which serve the other devices. */
    static @Nullable BackwardRun current() {
        return CURRENT.get();
    }

    /** Has something done when the pass has ended, even by an exception. */
    void atEnd(Runnable action) {
        atEnd.add(action);
    }

    /**
     * Calls the engine: hooks' exceptions come out as they were thrown, and what the hooks held is let go.
     *
     * @param accumulatesEverywhere whether it is a backward() for all leaves
     * @throws TorchException if the engine failed by itself
     */
    static <T> T of(boolean accumulatesEverywhere, Supplier<T> pass) {
        BackwardRun run = new BackwardRun(accumulatesEverywhere);
        CURRENT.set(run);
        try {
            return pass.get();
        } catch (RuntimeException e) {
            throw HookFailure.unwrap(e);
        } finally {
            CURRENT.set(run.outer);
            run.atEnd.forEach(Runnable::run);
            HookList.letGo();
            GradHooks.tidy();
        }
    }
}
