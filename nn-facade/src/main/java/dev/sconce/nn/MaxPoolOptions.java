package dev.sconce.nn;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Options of {@link MaxPool1d}, {@link MaxPool2d} and {@link MaxPool3d}. */
public final class MaxPoolOptions {
    long @Nullable [] stride;
    long[] padding = {0};
    long[] dilation = {1};
    boolean returnIndices = false;
    boolean ceilMode = false;

    private MaxPoolOptions() {}

    static MaxPoolOptions of(Consumer<MaxPoolOptions> options) {
        MaxPoolOptions chosen = new MaxPoolOptions();
        options.accept(chosen);
        return chosen;
    }

    /**
     * The step of the window.
     *
     * @param stride one number for all dimensions, or one for each; the window's size by default
     * @return this
     */
    public MaxPoolOptions stride(long @Nullable ... stride) {
        this.stride = stride;
        return this;
    }

    /**
     * What is put around the input, as negative infinity.
     *
     * @param padding one number for all dimensions, or one for each; 0 by default
     * @return this
     */
    public MaxPoolOptions padding(long... padding) {
        this.padding = padding;
        return this;
    }

    /**
     * The distance between the elements of a window.
     *
     * @param dilation one number for all dimensions, or one for each; 1 by default
     * @return this
     */
    public MaxPoolOptions dilation(long... dilation) {
        this.dilation = dilation;
        return this;
    }

    /**
     * Whether a call through {@code callWithIndices} is meant; kept as an attribute.
     *
     * @param returnIndices false by default
     * @return this
     */
    public MaxPoolOptions returnIndices(boolean returnIndices) {
        this.returnIndices = returnIndices;
        return this;
    }

    /**
     * Whether the output's lengths are rounded up.
     *
     * @param ceilMode false by default
     * @return this
     */
    public MaxPoolOptions ceilMode(boolean ceilMode) {
        this.ceilMode = ceilMode;
        return this;
    }
}
