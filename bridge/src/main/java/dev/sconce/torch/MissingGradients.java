package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The gradients that functions written in Java refused to give in one backward pass: Python's {@code None}.
 *
 * <p>A hook can replace a gradient but not take it away, so that zeros go on in its place. They are told from others by
 * their memory, which views share and sums do not (the engine adds in place only to what nobody else holds), as long as
 * nobody has written to it. Where zeros of this kind arrive alone, there is no gradient: results become null, and a tensor
 * that had none keeps none. On the engine's own threads, which serve other devices and know of no pass, they are zeros
 * like any others.
 */
final class MissingGradients {
    /** Keeps the memory from being used again before the pass has ended. */
    private final List<org.bytedeco.pytorch.Tensor> marks = new ArrayList<>();

    private final Map<Long, Long> versions = new HashMap<>();
    private final Map<Long, Watch> watches = new HashMap<>();

    /** An input that had no gradient before the pass. */
    private static final class Watch {
        private final org.bytedeco.pytorch.Tensor input;
        private final RemovableHandle hook;
        private boolean missing;
        private boolean real;

        Watch(org.bytedeco.pytorch.Tensor input) {
            this.input = input;
            hook = GradHooks.register(input, grad -> {
                arrived(grad);
                return null;
            });
        }

        /** Told of what a pass is going to add, be it one of another thread or one inside this one. */
        private synchronized void arrived(Tensor grad) {
            BackwardRun run = BackwardRun.current();
            if (run != null && run.missing().isMissing(grad)) {
                missing = true;
            } else {
                real = true;
            }
        }

        void end() {
            takeAway();
            hook.remove();
            input.close();
        }

        /** While this runs, no other thread gets from its hook to the addition. */
        private synchronized void takeAway() {
            if (missing && !real && hasOnlyZeros()) {
                input.mutable_grad().reset();
            }
        }

        /** What came by another way, such as a hook that sets the gradient by hand, is not thrown away. */
        private boolean hasOnlyZeros() {
            try (Tensor grad = Tensor.copyOf(input.grad())) {
                if (grad == null || !hasElements(grad)) {
                    return false;
                }
                try (Tensor count = Tensor.own(torch.count_nonzero(grad.handle()))) {
                    return count.itemLong() == 0;
                }
            }
        }
    }

    /** Says of zeros that they are no gradient. */
    void mark(Tensor zeros) {
        if (hasElements(zeros)) {
            marks.add(new org.bytedeco.pytorch.Tensor(zeros.handle()));
            versions.put(address(zeros), version(zeros));
        }
    }

    private static boolean hasElements(Tensor grad) {
        return grad.handle().has_storage() && grad.numel() > 0 && !grad.isMeta();
    }

    private static long address(Tensor grad) {
        return grad.handle().data_ptr().address();
    }

    private static long version(Tensor grad) {
        return grad.handle().__dispatch__version();
    }

    boolean isMissing(Tensor grad) {
        if (versions.isEmpty() || !hasElements(grad)) {
            return false;
        }
        Long unchanged = versions.get(address(grad));
        return unchanged != null && unchanged == version(grad); // a hook may have filled the zeros with something
    }

    /**
     * Looks whether an input gets another gradient in this pass; if not, and if it had none, it has none at its end.
     *
     * @param input taken over
     */
    void watch(org.bytedeco.pytorch.Tensor input) {
        long key = input.unsafeGetTensorImpl().address();
        boolean collects = input.is_leaf() || input.retains_grad();
        if (!collects || watches.containsKey(key) || hasGrad(input)) {
            input.close();
            return;
        }
        watches.put(key, new Watch(input));
    }

    private static boolean hasGrad(org.bytedeco.pytorch.Tensor input) {
        try (Tensor grad = Tensor.copyOf(input.grad())) {
            return grad != null;
        }
    }

    /** The gradients that a pass returned, with null for those that are missing. */
    List<@Nullable Tensor> without(List<@Nullable Tensor> grads) {
        if (versions.isEmpty()) {
            return grads;
        }
        List<@Nullable Tensor> present = new ArrayList<>(grads);
        for (int i = 0; i < present.size(); i++) {
            Tensor grad = present.get(i);
            if (grad != null && isMissing(grad)) {
                grad.close();
                present.set(i, null);
            }
        }
        return Collections.unmodifiableList(present);
    }

    /** Ends the pass. */
    void end() {
        watches.values().forEach(Watch::end);
        marks.forEach(org.bytedeco.pytorch.Tensor::close);
    }
}
