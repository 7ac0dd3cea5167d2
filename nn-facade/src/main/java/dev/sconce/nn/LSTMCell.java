package dev.sconce.nn;

import dev.sconce.torch.Results;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A long short-term memory cell. */
public class LSTMCell extends RNNCellBase<LSTMState> {
    /**
     * Makes a cell.
     *
     * @param inputSize the number of features of the input
     * @param hiddenSize the number of features of the hidden state
     */
    public LSTMCell(long inputSize, long hiddenSize) {
        this(inputSize, hiddenSize, options -> {});
    }

    /**
     * Makes a cell.
     *
     * @param inputSize the number of features of the input
     * @param hiddenSize the number of features of the hidden state
     * @param options bias, dtype, device
     */
    public LSTMCell(long inputSize, long hiddenSize, Consumer<LinearOptions> options) {
        super(inputSize, hiddenSize, 4, LinearOptions.of(options));
    }

    @Override
    @Nullable
    LSTMState toState(@Nullable Object hx) {
        return hx instanceof List<?> pair ? new LSTMState((Tensor) pair.get(0), (Tensor) pair.get(1)) : (LSTMState) hx;
    }

    @Override
    void checkState(LSTMState hx) {
        checkDims(hx.h(), "hx[0]");
        checkDims(hx.c(), "hx[1]");
    }

    @Override
    LSTMState zeros(Tensor batch) {
        Tensor zeros = zeroState(batch);
        return new LSTMState(zeros, zeros);
    }

    @Override
    LSTMState unsqueeze(LSTMState state) {
        return new LSTMState(state.h().unsqueeze(0), state.c().unsqueeze(0));
    }

    @Override
    LSTMState squeeze(LSTMState state) {
        return new LSTMState(state.h().squeeze(0), state.c().squeeze(0));
    }

    @Override
    LSTMState step(Tensor batch, LSTMState hx) {
        Results.HC next = Torch.lstmCell(batch, List.of(hx.h(), hx.c()), weightIh, weightHh, biasIh, biasHh);
        return new LSTMState(next.h(), next.c());
    }
}
