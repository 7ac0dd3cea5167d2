package dev.sconce.torch;

import org.jspecify.annotations.Nullable;

/**
 * The lifetime of a tensor: its native handle, the scope that it belongs to, and what happens when it is closed. The
 * operations and the rest of {@link Tensor} stand on this.
 */
abstract class NativeTensor implements AutoCloseable {
    static {
        NativeLibrary.load();
    }

    private org.bytedeco.pytorch.@Nullable Tensor handle;
    private org.bytedeco.pytorch.@Nullable Tensor withheld;
    private @Nullable TensorScope scope;
    private UnscopedTensors.@Nullable Entry unscoped;

    /**
     * Takes over a handle that the native side returned by value.
     *
     * @param owner the scope that frees it, or null
     */
    NativeTensor(org.bytedeco.pytorch.Tensor handle, @Nullable TensorScope owner) {
        this.handle = handle;
        NativeMemory.opened();
        TensorTraces.made(this);
        if (owner == null) {
            unscoped = NativeMemory.watch(handle);
        } else {
            scope = owner;
        }
    }

    /**
     * The open handle, for a native call.
     *
     * @throws TorchException if this tensor is closed; its cause says where, with {@link TensorTraces}
     */
    final org.bytedeco.pytorch.Tensor handle() {
        org.bytedeco.pytorch.Tensor open = handle;
        if (open == null) {
            throw withheld == null ? closed() : whyWithheld();
        }
        return CapturedTensors.lookers == 0 ? open : CapturedTensors.used(open);
    }

    /** The handle, for questions that a tensor answers before it has a shape: its dtype, its device, its gradient. */
    final org.bytedeco.pytorch.Tensor outline() {
        org.bytedeco.pytorch.Tensor open = handle;
        if (open == null) {
            open = withheld;
        }
        if (open == null) {
            throw closed();
        }
        return open;
    }

    private TorchException closed() {
        return new TorchException(
                "This tensor is closed: it was closed by hand, or the TensorScope that it belonged to"
                        + " has ended (keep what must live longer with TensorScope.keep)",
                TensorTraces.whereClosed(this));
    }

    /**
     * Refuses every operation from now on, until it stands for another tensor: for a subclass whose shape is not known
     * yet. Its dtype, device and gradient may be asked for.
     */
    protected final void withhold() {
        withheld = outline();
        handle = null;
    }

    /**
     * What an operation on a tensor that is withheld throws.
     *
     * @return the exception
     */
    protected RuntimeException whyWithheld() {
        return new TorchException("This tensor has no shape yet");
    }

    /** Whether this scope, or none for null, frees the tensor. */
    final boolean belongsTo(@Nullable TensorScope candidate) {
        return scope == candidate;
    }

    final void enter(TensorScope target) {
        UnscopedTensors.Entry watched = unscoped;
        if (watched != null) {
            watched.enterScope();
        }
        scope = target;
        target.add((Tensor) this);
    }

    final void leaveScope() {
        org.bytedeco.pytorch.Tensor open = outline();
        if (scope != null) {
            scope = null;
            UnscopedTensors.Entry watched = unscoped;
            if (watched == null) {
                unscoped = NativeMemory.watch(open);
            } else {
                NativeMemory.watch(watched, open);
            }
        }
    }

    /** Swaps the native tensor that this object stands for; it stays in the scope, or in none, as it is. */
    final void replaceHandle(org.bytedeco.pytorch.Tensor replacement) {
        org.bytedeco.pytorch.Tensor old = outline();
        UnscopedTensors.Entry watched = unscoped;
        handle = replacement;
        withheld = null;
        unscoped = scope == null ? NativeMemory.watch(replacement) : null;
        free(old, watched);
    }

    private static void free(org.bytedeco.pytorch.Tensor old, UnscopedTensors.@Nullable Entry watched) {
        if (watched == null) {
            Deallocators.close(old);
        } else {
            watched.close(old);
        }
    }

    /**
     * Whether this tensor was closed; every other use of a closed tensor is a {@link TorchException}.
     *
     * @return whether it is closed
     */
    public final boolean isClosed() {
        return handle == null && withheld == null;
    }

    /**
     * Gives up this reference to the native tensor; its memory is freed when it was the last. Tensors in a scope need no
     * call, and tensors in none are closed when they are collected. Closing twice does nothing. A tensor must not be
     * closed while another thread uses it.
     */
    @Override
    public final void close() {
        if (isClosed()) {
            return;
        }
        org.bytedeco.pytorch.Tensor open = outline();
        handle = null;
        withheld = null;
        scope = null;
        TensorTraces.closed(this);
        UnscopedTensors.Entry watched = unscoped;
        unscoped = null;
        NativeMemory.closed();
        free(open, watched);
    }
}
