package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Options of {@link TransformerEncoderLayer} and {@link TransformerDecoderLayer}. */
public final class TransformerLayerOptions extends FactoryOptions<TransformerLayerOptions> {
    long dimFeedforward = 2048;
    double dropout = 0.1;
    double layerNormEps = 1e-5;
    boolean batchFirst = false;
    boolean normFirst = false;
    boolean bias = true;
    UnaryOperator<Tensor> activation = F::relu;

    @Nullable
    Module activationModule;

    int activationKind = TransformerEncoderLayer.RELU;

    TransformerLayerOptions() {}

    static TransformerLayerOptions of(Consumer<TransformerLayerOptions> options) {
        TransformerLayerOptions chosen = new TransformerLayerOptions();
        options.accept(chosen);
        return chosen;
    }

    /**
     * The number of features between the two linear layers.
     *
     * @param dimFeedforward the value; {@code 2048} by default
     * @return this
     */
    public TransformerLayerOptions dimFeedforward(long dimFeedforward) {
        this.dimFeedforward = dimFeedforward;
        return this;
    }

    /**
     * The probability of dropout.
     *
     * @param dropout the value; {@code 0.1} by default
     * @return this
     */
    public TransformerLayerOptions dropout(double dropout) {
        this.dropout = dropout;
        return this;
    }

    /**
     * What is added to variances.
     *
     * @param layerNormEps the value; {@code 1e-5} by default
     * @return this
     */
    public TransformerLayerOptions layerNormEps(double layerNormEps) {
        this.layerNormEps = layerNormEps;
        return this;
    }

    /**
     * Whether input and output are of shape {@code (N, L, E)} and not {@code (L, N, E)}.
     *
     * @param batchFirst the value; {@code false} by default
     * @return this
     */
    public TransformerLayerOptions batchFirst(boolean batchFirst) {
        this.batchFirst = batchFirst;
        return this;
    }

    /**
     * Whether normalization comes before attention and linear layers, and not after.
     *
     * @param normFirst the value; {@code false} by default
     * @return this
     */
    public TransformerLayerOptions normFirst(boolean normFirst) {
        this.normFirst = normFirst;
        return this;
    }

    /**
     * Whether the layers add something learned.
     *
     * @param bias the value; {@code true} by default
     * @return this
     */
    public TransformerLayerOptions bias(boolean bias) {
        this.bias = bias;
        return this;
    }

    /**
     * The function between the two linear layers.
     *
     * @param activation {@code relu} (default) or {@code gelu}
     * @return this
     * @throws IllegalArgumentException if it is another
     */
    public TransformerLayerOptions activation(String activation) {
        switch (activation) {
            case "relu" -> {
                this.activation = F::relu;
                activationKind = TransformerEncoderLayer.RELU;
            }
            case "gelu" -> {
                this.activation = F::gelu;
                activationKind = TransformerEncoderLayer.GELU;
            }
            default -> throw new IllegalArgumentException("activation should be relu/gelu, not " + activation);
        }
        activationModule = null;
        return this;
    }

    /**
     * The function between the two linear layers.
     *
     * @param activation any function; for relu and gelu the form by name is faster in evaluation
     * @return this
     */
    public TransformerLayerOptions activation(UnaryOperator<Tensor> activation) {
        this.activation = activation;
        activationModule = null;
        activationKind = TransformerEncoderLayer.OTHER;
        return this;
    }

    /**
     * The layer between the two linear layers, which becomes a child named {@code activation}.
     *
     * @param activation any layer
     * @return this
     */
    public TransformerLayerOptions activation(Layer activation) {
        this.activation = activation::call;
        activationModule = activation;
        activationKind = activation instanceof ReLU
                ? TransformerEncoderLayer.RELU
                : activation instanceof GELU ? TransformerEncoderLayer.GELU : TransformerEncoderLayer.OTHER;
        return this;
    }

    MultiheadAttention attention(long dModel, long nhead) {
        TensorFactory factory = factory();
        return new MultiheadAttention(dModel, nhead, options -> options.dropout(dropout)
                .bias(bias)
                .batchFirst(batchFirst)
                .device(factory.device())
                .dtype(factory.dtype()));
    }

    Linear linear(long in, long out) {
        TensorFactory factory = factory();
        return new Linear(
                in, out, options -> options.bias(bias).device(factory.device()).dtype(factory.dtype()));
    }

    LayerNorm norm(long dModel) {
        TensorFactory factory = factory();
        return new LayerNorm(dModel, options -> options.eps(layerNormEps)
                .bias(bias)
                .device(factory.device())
                .dtype(factory.dtype()));
    }
}
