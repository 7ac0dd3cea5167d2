package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Options of {@link FractionalMaxPool2d} and {@link FractionalMaxPool3d}; a size or a ratio must be given. */
public final class FractionalPoolOptions {
    long @Nullable [] outputSize;
    double @Nullable [] outputRatio;

    @Nullable
    Tensor randomSamples;

    boolean returnIndices;

    private FractionalPoolOptions() {}

    static FractionalPoolOptions of(Consumer<FractionalPoolOptions> options) {
        FractionalPoolOptions chosen = new FractionalPoolOptions();
        options.accept(chosen);
        return chosen;
    }

    /**
     * The lengths of the output.
     *
     * @param outputSize one for all dimensions, or one for each
     * @return this
     */
    public FractionalPoolOptions outputSize(long @Nullable ... outputSize) {
        this.outputSize = outputSize;
        return this;
    }

    /**
     * The lengths of the output as parts of the input's.
     *
     * @param outputRatio one for all dimensions, or one for each, between 0 and 1
     * @return this
     */
    public FractionalPoolOptions outputRatio(double @Nullable ... outputRatio) {
        this.outputRatio = outputRatio;
        return this;
    }

    /**
     * The numbers that place the windows, for a result that is not random.
     *
     * @param randomSamples numbers between 0 and 1, of shape {@code (N, C, dimensions)}, or null
     * @return this
     */
    public FractionalPoolOptions randomSamples(@Nullable Tensor randomSamples) {
        this.randomSamples = randomSamples;
        return this;
    }

    /**
     * Whether a call through {@code callWithIndices} is meant; kept as an attribute.
     *
     * @param returnIndices false by default
     * @return this
     */
    public FractionalPoolOptions returnIndices(boolean returnIndices) {
        this.returnIndices = returnIndices;
        return this;
    }
}
