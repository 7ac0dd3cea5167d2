package dev.sconce.nn;

import java.util.function.Consumer;

/** Options of {@link RNN}, {@link LSTM} and {@link GRU}. */
public final class RecurrentOptions extends FactoryOptions<RecurrentOptions> {
    long numLayers = 1;
    boolean bias = true;
    boolean batchFirst;
    double dropout;
    boolean bidirectional;
    long projSize;
    String nonlinearity = "tanh";

    private RecurrentOptions() {}

    static RecurrentOptions of(Consumer<RecurrentOptions> options) {
        RecurrentOptions chosen = new RecurrentOptions();
        options.accept(chosen);
        return chosen;
    }

    /**
     * The number of layers, each of which runs over the output of the one before.
     *
     * @param numLayers at least 1, which is the default
     * @return this
     */
    public RecurrentOptions numLayers(long numLayers) {
        this.numLayers = numLayers;
        return this;
    }

    /**
     * Whether something learned is added.
     *
     * @param bias true by default
     * @return this
     */
    public RecurrentOptions bias(boolean bias) {
        this.bias = bias;
        return this;
    }

    /**
     * Whether input and output are of shape {@code (N, L, *)} and not {@code (L, N, *)}.
     *
     * @param batchFirst false by default
     * @return this
     */
    public RecurrentOptions batchFirst(boolean batchFirst) {
        this.batchFirst = batchFirst;
        return this;
    }

    /**
     * The probability of dropout between the layers.
     *
     * @param dropout between 0, which is the default, and 1
     * @return this
     */
    public RecurrentOptions dropout(double dropout) {
        this.dropout = dropout;
        return this;
    }

    /**
     * Whether each layer runs over the sequence from both ends.
     *
     * @param bidirectional false by default
     * @return this
     */
    public RecurrentOptions bidirectional(boolean bidirectional) {
        this.bidirectional = bidirectional;
        return this;
    }

    /**
     * The size to which the hidden state is projected; for {@link LSTM} only.
     *
     * @param projSize less than the hidden size; 0 (default) for none
     * @return this
     */
    public RecurrentOptions projSize(long projSize) {
        this.projSize = projSize;
        return this;
    }

    /**
     * The nonlinearity; for {@link RNN} only.
     *
     * @param nonlinearity {@code tanh} (default) or {@code relu}
     * @return this
     */
    public RecurrentOptions nonlinearity(String nonlinearity) {
        this.nonlinearity = nonlinearity;
        return this;
    }
}
