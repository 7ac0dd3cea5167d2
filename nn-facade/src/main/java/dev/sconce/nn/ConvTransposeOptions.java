package dev.sconce.nn;

import java.util.function.Consumer;

/** Options of {@link ConvTranspose1d}, {@link ConvTranspose2d} and {@link ConvTranspose3d}. */
public final class ConvTransposeOptions extends FactoryOptions<ConvTransposeOptions> {
    long[] stride = {1};
    long[] padding = {0};
    long[] outputPadding = {0};
    long groups = 1;
    boolean bias = true;
    long[] dilation = {1};
    String paddingMode = "zeros";

    ConvTransposeOptions() {}

    static ConvTransposeOptions of(Consumer<ConvTransposeOptions> options) {
        ConvTransposeOptions chosen = new ConvTransposeOptions();
        options.accept(chosen);
        return chosen;
    }

    /**
     * The step of the window.
     *
     * @param stride one number for all dimensions, or one for each; 1 by default
     * @return this
     */
    public ConvTransposeOptions stride(long... stride) {
        this.stride = stride;
        return this;
    }

    /**
     * The zeros (or what the padding mode says) put around the input.
     *
     * @param padding one number for all dimensions, or one for each; 0 by default
     * @return this
     */
    public ConvTransposeOptions padding(long... padding) {
        this.padding = padding;
        return this;
    }

    /**
     * What is added to one side of the output's shape, to tell apart the shapes that a strided convolution makes one.
     *
     * @param outputPadding one number for all dimensions, or one for each; 0 by default
     * @return this
     */
    public ConvTransposeOptions outputPadding(long... outputPadding) {
        this.outputPadding = outputPadding;
        return this;
    }

    /**
     * The number of groups of channels that are convolved apart.
     *
     * @param groups 1 by default; divides both numbers of channels
     * @return this
     */
    public ConvTransposeOptions groups(long groups) {
        this.groups = groups;
        return this;
    }

    /**
     * Whether something is added to each output channel.
     *
     * @param bias true by default
     * @return this
     */
    public ConvTransposeOptions bias(boolean bias) {
        this.bias = bias;
        return this;
    }

    /**
     * The distance between the elements of the kernel.
     *
     * @param dilation one number for all dimensions, or one for each; 1 by default
     * @return this
     */
    public ConvTransposeOptions dilation(long... dilation) {
        this.dilation = dilation;
        return this;
    }

    /**
     * What stands around the input.
     *
     * @param paddingMode {@code zeros} (default), {@code reflect}, {@code replicate} or {@code circular}
     * @return this
     */
    public ConvTransposeOptions paddingMode(String paddingMode) {
        this.paddingMode = paddingMode;
        return this;
    }
}
