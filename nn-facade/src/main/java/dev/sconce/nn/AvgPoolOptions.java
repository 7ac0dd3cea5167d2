package dev.sconce.nn;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Options of {@link AvgPool1d}, {@link AvgPool2d} and {@link AvgPool3d}. */
public final class AvgPoolOptions {
    long @Nullable [] stride;
    long[] padding = {0};
    boolean ceilMode = false;
    boolean countIncludePad = true;

    @Nullable
    Long divisorOverride;

    private AvgPoolOptions() {}

    static AvgPoolOptions of(Consumer<AvgPoolOptions> options) {
        AvgPoolOptions chosen = new AvgPoolOptions();
        options.accept(chosen);
        return chosen;
    }

    /**
     * The step of the window.
     *
     * @param stride one number for all dimensions, or one for each; the window's size by default
     * @return this
     */
    public AvgPoolOptions stride(long @Nullable ... stride) {
        this.stride = stride;
        return this;
    }

    /**
     * The zeros around the input.
     *
     * @param padding one number for all dimensions, or one for each; 0 by default
     * @return this
     */
    public AvgPoolOptions padding(long... padding) {
        this.padding = padding;
        return this;
    }

    /**
     * Whether the output's lengths are rounded up.
     *
     * @param ceilMode false by default
     * @return this
     */
    public AvgPoolOptions ceilMode(boolean ceilMode) {
        this.ceilMode = ceilMode;
        return this;
    }

    /**
     * Whether the zeros around the input count for the mean.
     *
     * @param countIncludePad true by default
     * @return this
     */
    public AvgPoolOptions countIncludePad(boolean countIncludePad) {
        this.countIncludePad = countIncludePad;
        return this;
    }

    /**
     * What sums are divided by, in place of the window's size; not for one dimension.
     *
     * @param divisorOverride null by default
     * @return this
     */
    public AvgPoolOptions divisorOverride(long divisorOverride) {
        return divisorOverride((Long) divisorOverride);
    }

    /**
     * What sums are divided by, in place of the window's size; not for one dimension.
     *
     * @param divisorOverride null by default
     * @return this
     */
    public AvgPoolOptions divisorOverride(@Nullable Long divisorOverride) {
        this.divisorOverride = divisorOverride;
        return this;
    }
}
