package dev.sconce.optim;

import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code GradScaler} leaves to a fused step: {@code grad_scale} and {@code found_inf} of Python's optimizers.
 *
 * @param gradScale what the gradients are divided by; null if they need not be
 * @param foundInf not 0 if the step is to be skipped; null without a scaler
 */
record AmpScaling(@Nullable Tensor gradScale, @Nullable Tensor foundInf) {
    static final AmpScaling NONE = new AmpScaling(null, null);

    /** The same on another device. */
    AmpScaling on(Device device) {
        return isNone() ? NONE : new AmpScaling(on(device, gradScale), on(device, foundInf));
    }

    private static @Nullable Tensor on(Device device, @Nullable Tensor number) {
        return number == null ? null : number.to(device, number.dtype());
    }

    boolean isNone() {
        return foundInf == null;
    }

    /** Whether the step is skipped; waits for the device. */
    boolean skips() {
        return foundInf != null && foundInf.item() != 0;
    }

    /** Refuses a step that cannot scale. */
    void checkNone() {
        if (!isNone()) {
            throw new IllegalStateException("Expected grad_scale and found_inf to be None");
        }
    }
}
