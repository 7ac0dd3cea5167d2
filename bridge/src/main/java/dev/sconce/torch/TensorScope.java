package dev.sconce.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Frees the tensors that a piece of work made, at its end and not at the garbage collector's leisure.
 *
 * <pre>{@code
 * try (var scope = new TensorScope()) {
 *     optimizer.zeroGrad();
 *     Tensor loss = F.crossEntropy(net.call(x), y);
 *     loss.backward();
 *     optimizer.step();
 *     last = scope.keep(loss.detach());
 * }
 * }</pre>
 *
 * <p>From its creation to {@link #close()}, a scope owns every tensor that its thread makes. Scopes nest: a tensor belongs
 * to the innermost one. A scope is bound to the thread that made it: tensors that other threads make do not belong to it,
 * and its methods throw {@link IllegalStateException} on any other thread. Parameters, buffers, gradients and the state
 * of optimizers never belong to a scope.
 */
public final class TensorScope implements AutoCloseable {
    private static final ThreadLocal<@Nullable TensorScope> CURRENT = new ThreadLocal<>();

    /** With so many members, it is worth while to put the memory in order that they leave behind. */
    private static final int MANY = 32;

    private final Thread owner = Thread.currentThread();
    private final @Nullable TensorScope parent = CURRENT.get();
    private final boolean owning;
    private List<Tensor> members = new ArrayList<>();
    private int purgeAt = 1024;
    private boolean closed;

    /** Opens a scope on this thread. */
    public TensorScope() {
        this(true);
    }

    private TensorScope(boolean owning) {
        this.owning = owning;
        CURRENT.set(this);
    }

    /**
     * Opens a stretch in which tensors belong to no scope, although one may be open further out: for what must outlive
     * the step that happens to make it, such as an optimizer's state.
     *
     * @return the stretch, ended by {@link #close()}
     */
    public static TensorScope none() {
        return new TensorScope(false);
    }

    /** The scope that owns what this thread makes now, or null. */
    static @Nullable TensorScope current() {
        TensorScope scope = innermost();
        return scope != null && scope.owning ? scope : null;
    }

    /** What was opened last on this thread and is open still, be it a stretch of {@link #none()}, or null. */
    static @Nullable TensorScope innermost() {
        return CURRENT.get();
    }

    /**
     * Takes a tensor out of this scope, and of every other: it lives until it is closed or collected.
     *
     * @param tensor a tensor of this thread
     * @param <T> its class
     * @return the tensor itself
     */
    public <T extends Tensor> T keep(T tensor) {
        checkThread();
        tensor.leaveScope();
        return tensor;
    }

    /**
     * Hands a tensor to the scope around this one, or to none if this is the outermost. A tensor that is not this scope's
     * stays whose it is.
     *
     * @param tensor a tensor of this thread
     * @param <T> its class
     * @return the tensor itself
     */
    public <T extends Tensor> T moveOut(T tensor) {
        checkThread();
        if (tensor.belongsTo(this)) {
            tensor.leaveScope();
            TensorScope outer = parent;
            if (outer != null && outer.owning) {
                tensor.enter(outer);
            }
        }
        return tensor;
    }

    /**
     * Takes some of this scope's tensors out of it, for another thread or a later moment to {@link #adopt}: they live
     * until they are closed or collected.
     *
     * @param wanted says which
     * @return those that it chose, in the order in which they were made
     */
    public List<Tensor> keepIf(Predicate<? super Tensor> wanted) {
        checkThread();
        List<Tensor> kept = new ArrayList<>();
        for (Tensor member : members) {
            if (member.belongsTo(this) && wanted.test(member)) {
                member.leaveScope();
                kept.add(member);
            }
        }
        return kept;
    }

    /**
     * Gives tensors that belong to no scope, such as those that another thread made, to the innermost scope of this
     * thread. Without a scope they stay as they are.
     *
     * @param tensors tensors that no scope owns; those that are closed are left out
     */
    public static void adopt(Iterable<? extends Tensor> tensors) {
        TensorScope scope = current();
        if (scope != null) {
            for (Tensor tensor : tensors) {
                if (!tensor.isClosed() && tensor.belongsTo(null)) {
                    tensor.enter(scope);
                }
            }
        }
    }

    /**
     * Gives one tensor that belongs to no scope to the innermost scope of this thread; not the rows that it has as an
     * {@code Iterable}.
     *
     * @param tensor a tensor; one that a scope owns, or that is closed, stays as it is
     */
    public static void adopt(Tensor tensor) {
        adopt(List.of(tensor));
    }

    /** Hands every tensor that this scope has to the scope around it, as {@link #moveOut} does with one. */
    public void moveOutAll() {
        for (Tensor member : List.copyOf(members)) {
            moveOut(member);
        }
    }

    void add(Tensor tensor) {
        if (members.size() >= purgeAt) {
            members.removeIf(member -> !member.belongsTo(this));
            purgeAt = Math.max(1024, 2 * members.size());
        }
        members.add(tensor);
    }

    /**
     * Frees the tensors that still belong to this scope.
     *
     * @throws IllegalStateException on another thread, or while a scope that was opened later is open
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        checkThread();
        if (CURRENT.get() != this) {
            throw new IllegalStateException("A TensorScope that was opened inside this one is still open");
        }
        closed = true;
        if (parent == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(parent);
        }
        for (Tensor member : members) {
            if (member.belongsTo(this)) {
                member.close();
            }
        }
        if (members.size() >= MANY) {
            NativeMemory.joinFreedBlocks();
        }
        members = List.of();
    }

    private void checkThread() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("This TensorScope belongs to thread \"" + owner.getName()
                    + "\" but was used on \"" + Thread.currentThread().getName() + "\"");
        }
        if (closed) {
            throw new IllegalStateException("This TensorScope is closed");
        }
    }
}
