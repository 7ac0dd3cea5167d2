package dev.sconce.nn.functional;

import org.jspecify.annotations.Nullable;

/** How {@link F#interpolate} resizes. */
public final class InterpolateOptions {
    long @Nullable [] size;
    double @Nullable [] scaleFactor;
    String mode = "nearest";

    @Nullable
    Boolean alignCorners;

    boolean recomputeScaleFactor;
    boolean antialias;

    InterpolateOptions() {}

    /**
     * The spatial size to resize to; either this or a factor must be given.
     *
     * @param size one length for all spatial dimensions, or one for each
     * @return this
     */
    public InterpolateOptions size(long @Nullable ... size) {
        this.size = size;
        return this;
    }

    /**
     * The factor to resize by; either this or a size must be given.
     *
     * @param scaleFactor one factor for all spatial dimensions, or one for each
     * @return this
     */
    public InterpolateOptions scaleFactor(double @Nullable ... scaleFactor) {
        this.scaleFactor = scaleFactor;
        return this;
    }

    /**
     * How values between places are made.
     *
     * @param mode {@code nearest} (default), {@code nearest-exact}, {@code area}, {@code linear}, {@code bilinear},
     *     {@code bicubic}, {@code trilinear} or {@code lanczos}
     * @return this
     */
    public InterpolateOptions mode(String mode) {
        this.mode = mode;
        return this;
    }

    /**
     * Whether the corner values stay, for the linear and cubic modes.
     *
     * @param alignCorners null (default) for Python's {@code None}
     * @return this
     */
    public InterpolateOptions alignCorners(@Nullable Boolean alignCorners) {
        this.alignCorners = alignCorners;
        return this;
    }

    /**
     * Whether the factor is computed again from the rounded size.
     *
     * @param recomputeScaleFactor null (default) for Python's {@code None}
     * @return this
     */
    public InterpolateOptions recomputeScaleFactor(@Nullable Boolean recomputeScaleFactor) {
        this.recomputeScaleFactor = Boolean.TRUE.equals(recomputeScaleFactor);
        return this;
    }

    /**
     * Whether to smooth before making smaller, for bilinear, bicubic and lanczos.
     *
     * @param antialias false by default
     * @return this
     */
    public InterpolateOptions antialias(boolean antialias) {
        this.antialias = antialias;
        return this;
    }
}
