package dev.sconce.nn;

import dev.sconce.nn.internal.Sizes;
import org.jspecify.annotations.Nullable;

/** What all mean poolings share ({@code _AvgPoolNd}). */
public abstract class AvgPoolNd extends Layer {
    /** The size of the window: one number, or one for each dimension. */
    public final long[] kernelSize;

    /** The step of the window. */
    public final long[] stride;

    /** The zeros around the input. */
    public final long[] padding;

    /** Whether the output's lengths are rounded up. */
    public final boolean ceilMode;

    /** Whether the zeros around the input count for the mean. */
    public final boolean countIncludePad;

    /** What sums are divided by, or null for the window's size. */
    public final @Nullable Long divisorOverride;

    AvgPoolNd(long[] kernelSize, AvgPoolOptions options) {
        this.kernelSize = kernelSize.clone();
        this.stride = options.stride == null ? this.kernelSize : options.stride.clone();
        this.padding = options.padding.clone();
        this.ceilMode = options.ceilMode;
        this.countIncludePad = options.countIncludePad;
        this.divisorOverride = options.divisorOverride;
    }

    @Override
    public String extraRepr() {
        return "kernel_size=" + Sizes.text(kernelSize) + ", stride=" + Sizes.text(stride) + ", padding="
                + Sizes.text(padding);
    }
}
