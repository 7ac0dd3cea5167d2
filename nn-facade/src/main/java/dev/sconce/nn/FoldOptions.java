package dev.sconce.nn;

import java.util.function.Consumer;

/** Options of {@link Fold} and {@link Unfold}. */
public final class FoldOptions {
    long[] dilation = {1};
    long[] padding = {0};
    long[] stride = {1};

    private FoldOptions() {}

    static FoldOptions of(Consumer<FoldOptions> options) {
        FoldOptions chosen = new FoldOptions();
        options.accept(chosen);
        return chosen;
    }

    /**
     * The distance between the elements of a block.
     *
     * @param dilation one number for both dimensions, or two; 1 by default
     * @return this
     */
    public FoldOptions dilation(long... dilation) {
        this.dilation = dilation;
        return this;
    }

    /**
     * The zeros around the image.
     *
     * @param padding one number for both dimensions, or two; 0 by default
     * @return this
     */
    public FoldOptions padding(long... padding) {
        this.padding = padding;
        return this;
    }

    /**
     * The step of the blocks.
     *
     * @param stride one number for both dimensions, or two; 1 by default
     * @return this
     */
    public FoldOptions stride(long... stride) {
        this.stride = stride;
        return this;
    }
}
