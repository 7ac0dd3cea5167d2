package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer of plain cells: {@code h' = tanh(W_ih x + b_ih + W_hh h + b_hh)}, or with a relu. Shapes and parameters are those of {@link RNNBase}.
 *
 * <pre>{@code
 * var rnn = new RNN(10, 20, r -> r.numLayers(2).batchFirst(true));
 * var result = rnn.call(x);
 * result.output();
 * result.state();
 * }</pre>
 */
public class RNN extends SingleStateRNN {
    /** The nonlinearity, {@code tanh} or {@code relu}. */
    public final String nonlinearity;

    /**
     * Makes one layer.
     *
     * @param inputSize the number of features of the input
     * @param hiddenSize the number of features of the hidden state
     */
    public RNN(long inputSize, long hiddenSize) {
        this(inputSize, hiddenSize, options -> {});
    }

    /**
     * Makes several layers.
     *
     * @param inputSize the number of features of the input
     * @param hiddenSize the number of features of the hidden state
     * @param numLayers the number of layers
     */
    public RNN(long inputSize, long hiddenSize, long numLayers) {
        this(inputSize, hiddenSize, options -> options.numLayers(numLayers));
    }

    /**
     * Makes layers.
     *
     * @param inputSize the number of features of the input
     * @param hiddenSize the number of features of the hidden state
     * @param options numLayers, nonlinearity, bias, batchFirst, dropout, bidirectional, dtype, device
     */
    public RNN(long inputSize, long hiddenSize, Consumer<RecurrentOptions> options) {
        this(inputSize, hiddenSize, RecurrentOptions.of(options));
    }

    private RNN(long inputSize, long hiddenSize, RecurrentOptions chosen) {
        super(modeOf(chosen.nonlinearity), 1, inputSize, hiddenSize, chosen);
        nonlinearity = chosen.nonlinearity;
    }

    private static String modeOf(String nonlinearity) {
        return switch (nonlinearity) {
            case "tanh" -> "RNN_TANH";
            case "relu" -> "RNN_RELU";
            default ->
                throw new IllegalArgumentException(
                        "Unknown nonlinearity '" + nonlinearity + "'. Select from 'tanh' or 'relu'.");
        };
    }

    @Override
    RecurrentOutput<Tensor, Tensor> run(
            Tensor input, @Nullable Tensor batchSizes, Tensor hx, List<? extends Tensor> weights) {
        boolean tanh = nonlinearity.equals("tanh");
        if (batchSizes == null) {
            return output(
                    tanh
                            ? Torch.rnnTanh(
                                    input,
                                    hx,
                                    weights,
                                    bias,
                                    numLayers,
                                    dropout,
                                    isTraining(),
                                    bidirectional,
                                    batchFirst)
                            : Torch.rnnRelu(
                                    input,
                                    hx,
                                    weights,
                                    bias,
                                    numLayers,
                                    dropout,
                                    isTraining(),
                                    bidirectional,
                                    batchFirst));
        }
        return output(
                tanh
                        ? Torch.rnnTanh(
                                input, batchSizes, hx, weights, bias, numLayers, dropout, isTraining(), bidirectional)
                        : Torch.rnnRelu(
                                input, batchSizes, hx, weights, bias, numLayers, dropout, isTraining(), bidirectional));
    }
}
