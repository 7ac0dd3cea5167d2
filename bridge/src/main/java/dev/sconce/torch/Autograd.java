package dev.sconce.torch;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.jspecify.annotations.Nullable;

/** Gradients: {@code torch.autograd}. */
public final class Autograd {
    private Autograd() {}

    static void backward(Tensor root, @Nullable Tensor gradient, boolean retainGraph, boolean createGraph) {
        try {
            if (gradient == null && !retainGraph && !createGraph) {
                root.handle().backward();
                return;
            }
            try (var seed = gradient == null
                            ? new org.bytedeco.pytorch.Tensor()
                            : new org.bytedeco.pytorch.Tensor(gradient.handle());
                    var retain = new BoolOptional(retainGraph);
                    var allLeaves = new TensorArrayRefOptional()) {
                root.handle().backward(seed, retain, createGraph, allLeaves);
            }
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * Whether operations on this thread are recorded ({@code torch.is_grad_enabled()}).
     *
     * @return true unless in a {@link Torch#noGrad()} stretch
     */
    public static boolean isEnabled() {
        NativeLibrary.load();
        return GradMode.is_enabled();
    }

    /**
     * Switches recording on this thread ({@code torch.set_grad_enabled}).
     *
     * @param enabled whether to record
     * @return a handle whose {@link Mode#close()} brings back what was before
     */
    public static Mode setEnabled(boolean enabled) {
        return new Mode(enabled);
    }

    /** A stretch with recording on or off, ended by {@link #close()} on the thread that began it. */
    public static final class Mode implements AutoCloseable {
        private final Thread owner = Thread.currentThread();
        private final boolean before;
        private boolean closed;

        private Mode(boolean enabled) {
            before = isEnabled();
            GradMode.set_enabled(enabled);
        }

        /**
         * Brings back what was before.
         *
         * @throws IllegalStateException on another thread than the one that began the stretch: the mode is the thread's
         */
        @Override
        public void close() {
            if (Thread.currentThread() != owner) {
                throw new IllegalStateException(
                        "This grad mode was set on thread \"" + owner.getName() + "\" and cannot be ended on \""
                                + Thread.currentThread().getName() + "\"");
            }
            if (!closed) {
                closed = true;
                GradMode.set_enabled(before);
            }
        }
    }
}
