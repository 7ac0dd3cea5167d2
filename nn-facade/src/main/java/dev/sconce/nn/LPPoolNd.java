package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;
import dev.sconce.nn.internal.Sizes;
import org.jspecify.annotations.Nullable;

/** What all poolings by a norm share ({@code _LPPoolNd}). */
public abstract class LPPoolNd extends Layer {
    /** The norm. */
    public final Number normType;

    /** The size of the window. */
    public final long[] kernelSize;

    /** The step of the window; null for the window's size. */
    public final long @Nullable [] stride;

    /** Whether the output's lengths are rounded up. */
    public final boolean ceilMode;

    LPPoolNd(Number normType, long[] kernelSize, long @Nullable [] stride, boolean ceilMode) {
        this.normType = normType;
        this.kernelSize = kernelSize.clone();
        this.stride = stride == null ? null : stride.clone();
        this.ceilMode = ceilMode;
    }

    @Override
    public String extraRepr() {
        return "norm_type=" + PyText.repr(normType) + ", kernel_size=" + Sizes.text(kernelSize) + ", stride="
                + (stride == null ? "None" : Sizes.text(stride)) + ", ceil_mode=" + PyText.repr(ceilMode);
    }
}
