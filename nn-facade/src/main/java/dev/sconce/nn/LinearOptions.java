package dev.sconce.nn;

import java.util.function.Consumer;

/** Options of {@link Linear} and {@link Bilinear}. */
public final class LinearOptions extends FactoryOptions<LinearOptions> {
    boolean bias = true;

    private LinearOptions() {}

    static LinearOptions of(Consumer<LinearOptions> options) {
        LinearOptions chosen = new LinearOptions();
        options.accept(chosen);
        return chosen;
    }

    /**
     * Whether something is added.
     *
     * @param bias true by default
     * @return this
     */
    public LinearOptions bias(boolean bias) {
        this.bias = bias;
        return this;
    }
}
