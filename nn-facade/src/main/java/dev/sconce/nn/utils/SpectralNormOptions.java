package dev.sconce.nn.utils;

import dev.sconce.nn.ConvTransposeNd;
import dev.sconce.nn.Module;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Options of both forms of spectral normalization. */
public final class SpectralNormOptions {
    private int powerIterations = 1;
    private double eps = 1e-12;
    private @Nullable Long dim;

    private SpectralNormOptions() {}

    /**
     * Chooses options.
     *
     * @param options what sets them
     * @return the options
     */
    public static SpectralNormOptions of(Consumer<SpectralNormOptions> options) {
        SpectralNormOptions chosen = new SpectralNormOptions();
        options.accept(chosen);
        return chosen;
    }

    /**
     * How many iterations of the power method each pass in training does.
     *
     * @param powerIterations 1 by default
     * @return this
     */
    public SpectralNormOptions nPowerIterations(int powerIterations) {
        this.powerIterations = powerIterations;
        return this;
    }

    /**
     * What keeps norms from being zero.
     *
     * @param eps 1e-12 by default
     * @return this
     */
    public SpectralNormOptions eps(double eps) {
        this.eps = eps;
        return this;
    }

    /**
     * The dimension of the outputs.
     *
     * @param dim null, the default, for 0, and for 1 in transposed convolutions
     * @return this
     */
    public SpectralNormOptions dim(long dim) {
        return dim((Long) dim);
    }

    /**
     * The dimension of the outputs.
     *
     * @param dim null, the default, for 0, and for 1 in transposed convolutions
     * @return this
     */
    public SpectralNormOptions dim(@Nullable Long dim) {
        this.dim = dim;
        return this;
    }

    /**
     * How many iterations of the power method each pass in training does.
     *
     * @return a number that may not be positive
     */
    public int nPowerIterations() {
        return powerIterations;
    }

    /**
     * What keeps norms from being zero.
     *
     * @return a small number
     */
    public double eps() {
        return eps;
    }

    /**
     * The dimension of the outputs of a module.
     *
     * @param module the module
     * @return what was chosen, or what its class suggests
     */
    public long dimOf(Module module) {
        Long chosen = dim;
        return chosen != null ? chosen : module instanceof ConvTransposeNd ? 1 : 0;
    }
}
