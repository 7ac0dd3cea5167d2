package dev.sconce.torch;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Node;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the hooks of all tensors for as long as the native side may call them, and no longer.
 *
 * <p>Nothing tells Java when a native tensor or a node of the graph is gone, but weak references can be asked. So each
 * registration, and each end of a backward pass, asks a few of the others: in the long run as many are released as are
 * added, and a training of any length holds about as many as are in use.
 */
final class GradHooks {
    /** More than one, so that what is dead is found faster than new hooks come in. */
    private static final int ASKED_AT_A_TIME = 4;

    private static final Map<Place, HookList> LISTS = new HashMap<>();
    private static final Queue<Map.Entry<Place, HookList>> ROUND = new ArrayDeque<>();

    private GradHooks() {}

    /** A place in the graph: the output of a node, or a leaf. An address stands for one object while its list is open. */
    private record Place(long address, long output) {}

    /**
     * Registers a hook on a tensor, as {@code Tensor.register_hook}.
     *
     * @throws TorchException if the tensor requires no gradient, in Python's words
     */
    static RemovableHandle register(org.bytedeco.pytorch.Tensor tensor, TensorHook hook) {
        return register(tensor, hook, () -> {});
    }

    /**
     * Registers a hook that holds something.
     *
     * @param release lets it go, when the hook is removed or nobody can call it any longer
     */
    static RemovableHandle register(org.bytedeco.pytorch.Tensor tensor, TensorHook hook, Runnable release) {
        if (!tensor.requires_grad()) {
            throw new TorchException("cannot register a hook on a tensor that doesn't require gradient");
        }
        synchronized (LISTS) {
            tidy();
            return list(tensor).add(hook, release);
        }
    }

    /**
     * Registers what is called after a leaf's gradient was added up, as
     * {@code Tensor.register_post_accumulate_grad_hook}. The native side offers nothing to hang it on but the moment before
     * the addition, so it is called at the end of the pass.
     *
     * @throws TorchException if the tensor requires no gradient or is no leaf, in Python's words
     */
    static RemovableHandle registerPostAccumulate(Tensor leaf, Consumer<Tensor> hook) {
        if (leaf.requiresGrad() && !leaf.isLeaf()) {
            throw new TorchException("post accumulate grad hooks cannot be registered on non-leaf tensors");
        }
        WeakNative reference = WeakNative.of(leaf.handle()); // the tensor itself would keep itself alive
        return register(
                leaf.handle(),
                grad -> {
                    BackwardRun.afterAccumulation(() -> {
                        org.bytedeco.pytorch.Tensor alive = reference.tensor();
                        if (alive != null) {
                            hook.accept(Tensor.own(alive));
                        }
                    });
                    return null;
                },
                reference::close);
    }

    /** Says what the node of a tensor is called, in the place of what it is. */
    static void name(org.bytedeco.pytorch.Tensor tensor, String nodeName) {
        synchronized (LISTS) {
            list(tensor).nodeName = nodeName;
        }
    }

    /** What the node of a tensor is called, if that was said; the tensor is not a leaf. */
    static @Nullable String nodeName(Node node, long output) {
        synchronized (LISTS) {
            HookList list = LISTS.get(new Place(node.address(), output));
            return list == null ? null : list.nodeName;
        }
    }

    private static HookList list(org.bytedeco.pytorch.Tensor tensor) {
        try (Node node = tensor.grad_fn()) {
            Place place = node == null || node.isNull()
                    ? new Place(tensor.unsafeGetTensorImpl().address(), -1)
                    : new Place(node.address(), tensor.output_nr());
            HookList known = LISTS.get(place);
            if (known != null) {
                return known;
            }
            HookList fresh = new HookList(tensor, place.output < 0 ? null : node);
            tensor.register_hook(fresh);
            LISTS.put(place, fresh);
            ROUND.add(Map.entry(place, fresh));
            return fresh;
        }
    }

    /** Releases the lists among the next few that nobody can call any longer. */
    static void tidy() {
        synchronized (LISTS) {
            tidy(Math.min(ASKED_AT_A_TIME, ROUND.size()));
        }
    }

    /** Releases all lists that nobody can call any longer; the number of those that remain. */
    static int tidyAll() {
        synchronized (LISTS) {
            int before;
            do { // a hook may have held the last reference to another tensor with hooks
                before = ROUND.size();
                tidy(before);
            } while (ROUND.size() < before);
            return before;
        }
    }

    /** The number of lists that are kept now. */
    static int size() {
        synchronized (LISTS) {
            return LISTS.size();
        }
    }

    private static void tidy(int count) {
        for (int i = 0; i < count; i++) {
            Map.Entry<Place, HookList> next = ROUND.remove();
            if (next.getValue().isAlive()) {
                ROUND.add(next);
            } else {
                LISTS.remove(next.getKey());
                next.getValue().release();
            }
        }
    }
}
