package dev.sconce.torch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bytedeco.pytorch.Node;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.TensorTensorHook;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of one place in the graph, behind the one callback that the native side calls there. (It never frees the slot
 * of a hook that was removed, so that one callback for each hook would grow its list without end.)
 *
 * <p>The native side may call as long as the tensor or the node that computed it is alive, and it holds the callback by a
 * weak reference only: {@link GradHooks} keeps it until then.
 */
final class HookList extends TensorTensorHook {
    /** Tells the engine to go on with the gradient that it has; null would crash it. */
    private static final org.bytedeco.pytorch.Tensor KEEP = Marshal.kept(new org.bytedeco.pytorch.Tensor());

    /**
     * The gradient that the last hook of a thread returned: the native side reads it after the callback's end, when
     * nothing else might hold it.
     */
    private static final ThreadLocal<org.bytedeco.pytorch.@Nullable Tensor> RETURNED = new ThreadLocal<>();

    private final List<Slot> slots = new CopyOnWriteArrayList<>();
    /** What Python would call the node, where it is one of several that stand for a node; guarded by {@link GradHooks}. */
    @Nullable
    String nodeName;

    private final WeakNative tensor;
    private final @Nullable WeakNative node;

    /**
     * Makes an empty list.
     *
     * @param node what computed the tensor; null for a leaf
     */
    HookList(org.bytedeco.pytorch.Tensor tensor, @Nullable Node node) {
        this.tensor = WeakNative.of(tensor);
        this.node = node == null ? null : WeakNative.of(node);
        Marshal.kept(this);
    }

    RemovableHandle add(TensorHook hook, Runnable release) {
        Slot slot = new Slot(hook, release);
        slots.add(slot);
        return new RemovableHandle(() -> remove(slot));
    }

    private void remove(Slot slot) {
        if (slots.remove(slot)) {
            slot.release.run();
        }
    }

    /** Whether the native side may still call. */
    boolean isAlive() {
        return tensor.isAlive() || (node != null && node.isAlive());
    }

    /** Frees the native parts, when nobody can call any longer. */
    void release() {
        List.copyOf(slots).forEach(this::remove);
        tensor.close();
        if (node != null) {
            node.close();
        }
        close();
    }

    @Override
    public TensorBase call(TensorBase grad) {
        if (slots.isEmpty()) {
            return KEEP;
        }
        try {
            Tensor given = Tensor.own(new org.bytedeco.pytorch.Tensor(grad));
            Tensor result = given;
            for (Slot slot : slots) { // a snapshot, as in Python: a hook may remove itself and others
                Tensor replaced = slot.hook.apply(result);
                if (replaced != null && replaced.isDefined()) {
                    check(result, replaced, slot.name());
                    result = replaced;
                }
            }
            return result == given ? KEEP : holdForTheEngine(result);
        } catch (Throwable thrown) { // an Error too must reach the caller of backward()
            throw HookFailure.carrying(thrown instanceof RuntimeException e ? TorchException.from(e) : thrown);
        }
    }

    /** The native check, with the type named as Python names it. */
    private static void check(Tensor original, Tensor result, String hookName) {
        if (original.dtype() != result.dtype()
                || !original.device().type().equals(result.device().type())) {
            throw new TorchException("hook '" + hookName + "' has changed the type of value (was " + typeName(original)
                    + " got " + typeName(result) + ")");
        }
        torch.check_variable_result(original.handle(), result.handle(), hookName);
    }

    static String typeName(Tensor tensor) {
        String device = tensor.device().type();
        return "torch." + (device.equals("cpu") ? "" : device + ".")
                + tensor.dtype().scalarType() + "Tensor";
    }

    private static TensorBase holdForTheEngine(Tensor result) {
        letGo();
        var copy = new org.bytedeco.pytorch.Tensor(result.handle());
        RETURNED.set(copy);
        return copy;
    }

    /** Frees what the last hook of this thread returned, after the engine has taken it over. */
    static void letGo() {
        org.bytedeco.pytorch.Tensor last = RETURNED.get();
        if (last != null) {
            RETURNED.remove();
            last.close();
        }
    }

    /** One registration; the same hook may be registered twice. */
    private static final class Slot {
        final TensorHook hook;
        final Runnable release;

        Slot(TensorHook hook, Runnable release) {
            this.hook = hook;
            this.release = release;
        }

        /** What Python's message calls the hook: its {@code __name__}. */
        String name() {
            Class<?> type = hook.getClass();
            if (type.isHidden() || type.isSynthetic()) {
                return "<lambda>";
            }
            return type.getSimpleName().isEmpty() ? "<unknown>" : type.getSimpleName();
        }
    }
}
