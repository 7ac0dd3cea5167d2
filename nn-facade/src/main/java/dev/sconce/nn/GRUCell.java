package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.function.Consumer;

/** A gated recurrent unit. */
public class GRUCell extends SingleStateCell {
    /**
     * Makes a cell.
     *
     * @param inputSize the number of features of the input
     * @param hiddenSize the number of features of the hidden state
     */
    public GRUCell(long inputSize, long hiddenSize) {
        this(inputSize, hiddenSize, options -> {});
    }

    /**
     * Makes a cell.
     *
     * @param inputSize the number of features of the input
     * @param hiddenSize the number of features of the hidden state
     * @param options bias, dtype, device
     */
    public GRUCell(long inputSize, long hiddenSize, Consumer<LinearOptions> options) {
        super(inputSize, hiddenSize, 3, LinearOptions.of(options));
    }

    @Override
    Tensor step(Tensor batch, Tensor hx) {
        return Torch.gruCell(batch, hx, weightIh, weightHh, biasIh, biasHh);
    }
}
