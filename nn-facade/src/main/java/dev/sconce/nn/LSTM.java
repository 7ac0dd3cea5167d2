package dev.sconce.nn;

import dev.sconce.torch.Results;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer of long short-term memory cells. Shapes and parameters are those of {@link RNNBase}.
 *
 * <pre>{@code
 * var rnn = new LSTM(10, 20, r -> r.numLayers(2).batchFirst(true));
 * var result = rnn.call(x);
 * result.output();
 * result.state().h();
 * }</pre>
 */
public class LSTM extends RNNBase<LSTMState> {
    /**
     * Makes one layer.
     *
     * @param inputSize the number of features of the input
     * @param hiddenSize the number of features of the hidden state
     */
    public LSTM(long inputSize, long hiddenSize) {
        this(inputSize, hiddenSize, options -> {});
    }

    /**
     * Makes several layers.
     *
     * @param inputSize the number of features of the input
     * @param hiddenSize the number of features of the hidden state
     * @param numLayers the number of layers
     */
    public LSTM(long inputSize, long hiddenSize, long numLayers) {
        this(inputSize, hiddenSize, options -> options.numLayers(numLayers));
    }

    /**
     * Makes layers.
     *
     * @param inputSize the number of features of the input
     * @param hiddenSize the number of features of the hidden state
     * @param options numLayers, bias, batchFirst, dropout, bidirectional, projSize, dtype, device
     */
    public LSTM(long inputSize, long hiddenSize, Consumer<RecurrentOptions> options) {
        super("LSTM", 4, inputSize, hiddenSize, RecurrentOptions.of(options));
    }

    @Override
    @Nullable
    LSTMState toState(@Nullable Object hx) {
        return hx instanceof List<?> pair ? new LSTMState((Tensor) pair.get(0), (Tensor) pair.get(1)) : (LSTMState) hx;
    }

    @Override
    LSTMState zeros(Tensor input, long batch) {
        return new LSTMState(zeros(input, batch, realHiddenSize()), zeros(input, batch, hiddenSize));
    }

    @Override
    void checkStateDims(LSTMState hx, boolean batched) {
        int expected = batched ? 3 : 2;
        if (hx.h().dim() != expected || hx.c().dim() != expected) {
            throw new TorchException("For " + (batched ? "batched 3-D" : "unbatched 2-D")
                    + " input, hx and cx should also be " + expected + "-D but got ("
                    + hx.h().dim() + "-D, "
                    + hx.c().dim() + "-D) tensors");
        }
    }

    @Override
    void checkState(LSTMState hx, long batch) {
        checkSize(hx.h(), batch, realHiddenSize(), "hidden[0]");
        checkSize(hx.c(), batch, hiddenSize, "hidden[1]");
    }

    @Override
    LSTMState permute(LSTMState state, @Nullable Tensor permutation) {
        return new LSTMState(reorder(state.h(), permutation), reorder(state.c(), permutation));
    }

    @Override
    LSTMState unsqueeze(LSTMState state) {
        return new LSTMState(state.h().unsqueeze(1), state.c().unsqueeze(1));
    }

    @Override
    LSTMState squeeze(LSTMState state) {
        return new LSTMState(state.h().squeeze(1), state.c().squeeze(1));
    }

    @Override
    RecurrentOutput<Tensor, LSTMState> run(
            Tensor input, @Nullable Tensor batchSizes, LSTMState hx, List<? extends Tensor> weights) {
        List<Tensor> states = List.of(hx.h(), hx.c());
        Results.OutputHNCN result = batchSizes == null
                ? Torch.lstm(input, states, weights, bias, numLayers, dropout, isTraining(), bidirectional, batchFirst)
                : Torch.lstm(input, batchSizes, states, weights, bias, numLayers, dropout, isTraining(), bidirectional);
        return new RecurrentOutput<>(result.output(), new LSTMState(result.hN(), result.cN()));
    }
}
