package dev.sconce.nn;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Options of {@link Conv1d}, {@link Conv2d} and {@link Conv3d}. */
public final class ConvOptions extends FactoryOptions<ConvOptions> {
    long[] stride = {1};
    long[] padding = {0};
    long[] dilation = {1};
    long groups = 1;
    boolean bias = true;
    String paddingMode = "zeros";

    @Nullable
    String paddingText;

    ConvOptions() {}

    static ConvOptions of(Consumer<ConvOptions> options) {
        ConvOptions chosen = new ConvOptions();
        options.accept(chosen);
        return chosen;
    }

    /**
     * The padding by name.
     *
     * @param padding {@code same}, so that the output has the input's shape, or {@code valid} for none
     * @return this
     */
    public ConvOptions padding(String padding) {
        this.paddingText = padding;
        return this;
    }

    /**
     * The step of the window.
     *
     * @param stride one number for all dimensions, or one for each; 1 by default
     * @return this
     */
    public ConvOptions stride(long... stride) {
        this.stride = stride;
        return this;
    }

    /**
     * The zeros (or what the padding mode says) put around the input.
     *
     * @param padding one number for all dimensions, or one for each; 0 by default
     * @return this
     */
    public ConvOptions padding(long... padding) {
        this.padding = padding;
        this.paddingText = null;
        return this;
    }

    /**
     * The distance between the elements of the kernel.
     *
     * @param dilation one number for all dimensions, or one for each; 1 by default
     * @return this
     */
    public ConvOptions dilation(long... dilation) {
        this.dilation = dilation;
        return this;
    }

    /**
     * The number of groups of channels that are convolved apart.
     *
     * @param groups 1 by default; divides both numbers of channels
     * @return this
     */
    public ConvOptions groups(long groups) {
        this.groups = groups;
        return this;
    }

    /**
     * Whether something is added to each output channel.
     *
     * @param bias true by default
     * @return this
     */
    public ConvOptions bias(boolean bias) {
        this.bias = bias;
        return this;
    }

    /**
     * What stands around the input.
     *
     * @param paddingMode {@code zeros} (default), {@code reflect}, {@code replicate} or {@code circular}
     * @return this
     */
    public ConvOptions paddingMode(String paddingMode) {
        this.paddingMode = paddingMode;
        return this;
    }
}
