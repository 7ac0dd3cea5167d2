package dev.sconce.optim;

import dev.sconce.torch.RemovableHandle;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The hooks around steps: those of one optimizer, and those that all share. */
final class StepHooks {
    /** The hooks around the steps of every optimizer; they run outside of an optimizer's own. */
    static final StepHooks OF_ALL = new StepHooks();

    private final HookList<ClosureReplacer> pre = new HookList<>();
    private final HookList<Consumer<Optimizer>> post = new HookList<>();

    RemovableHandle addPre(Consumer<Optimizer> hook) {
        return pre.add(
                (optimizer, closure) -> {
                    hook.accept(optimizer);
                    return null;
                },
                false);
    }

    RemovableHandle addReplacer(ClosureReplacer hook) {
        return pre.add(hook, false);
    }

    RemovableHandle addPost(Consumer<Optimizer> hook) {
        return post.add(hook, false);
    }

    /** Runs what comes before a step of an optimizer; returns the closure that it is to use. */
    @Nullable
    Supplier<? extends Tensor> before(Optimizer optimizer, @Nullable Supplier<? extends Tensor> given) {
        return runPre(optimizer, OF_ALL.runPre(optimizer, given));
    }

    private @Nullable Supplier<? extends Tensor> runPre(
            Optimizer optimizer, @Nullable Supplier<? extends Tensor> given) {
        var current = new Object() {
            @Nullable
            Supplier<? extends Tensor> closure = given;
        };
        pre.forEach(hook -> {
            Supplier<? extends Tensor> replaced = hook.replace(optimizer, current.closure);
            if (replaced != null) {
                current.closure = replaced;
            }
        });
        return current.closure;
    }

    /** Runs what comes after a step of an optimizer. */
    void after(Optimizer optimizer) {
        post.forEach(hook -> hook.accept(optimizer));
        OF_ALL.post.forEach(hook -> hook.accept(optimizer));
    }
}
