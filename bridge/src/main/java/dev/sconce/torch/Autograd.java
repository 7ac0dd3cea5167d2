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
     * @return a handle whose {@link ThreadMode#close()} brings back what was before
     */
    public static ThreadMode setEnabled(boolean enabled) {
        boolean before = isEnabled();
        GradMode.set_enabled(enabled);
        return new ThreadMode("grad mode", () -> GradMode.set_enabled(before));
    }
}
