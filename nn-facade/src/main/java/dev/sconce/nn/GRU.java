package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer of gated recurrent units. Shapes and parameters are those of {@link RNNBase}.
 *
 * <pre>{@code
 * var rnn = new GRU(10, 20, r -> r.numLayers(2).batchFirst(true));
 * var result = rnn.call(x);
 * result.output();
 * result.state();
 * }</pre>
 */
public class GRU extends SingleStateRNN {
    /**
     * Makes one layer.
     *
     * @param inputSize the number of features of the input
     * @param hiddenSize the number of features of the hidden state
     */
    public GRU(long inputSize, long hiddenSize) {
        this(inputSize, hiddenSize, options -> {});
    }

    /**
     * Makes several layers.
     *
     * @param inputSize the number of features of the input
     * @param hiddenSize the number of features of the hidden state
     * @param numLayers the number of layers
     */
    public GRU(long inputSize, long hiddenSize, long numLayers) {
        this(inputSize, hiddenSize, options -> options.numLayers(numLayers));
    }

    /**
     * Makes layers.
     *
     * @param inputSize the number of features of the input
     * @param hiddenSize the number of features of the hidden state
     * @param options numLayers, bias, batchFirst, dropout, bidirectional, dtype, device
     */
    public GRU(long inputSize, long hiddenSize, Consumer<RecurrentOptions> options) {
        super("GRU", 3, inputSize, hiddenSize, RecurrentOptions.of(options));
    }

    @Override
    RecurrentOutput<Tensor, Tensor> run(
            Tensor input, @Nullable Tensor batchSizes, Tensor hx, List<? extends Tensor> weights) {
        return output(
                batchSizes == null
                        ? Torch.gru(
                                input, hx, weights, bias, numLayers, dropout, isTraining(), bidirectional, batchFirst)
                        : Torch.gru(
                                input, batchSizes, hx, weights, bias, numLayers, dropout, isTraining(), bidirectional));
    }
}
