package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import java.util.function.Consumer;

/** A plain recurrent cell. */
public class RNNCell extends SingleStateCell {
    /** The nonlinearity, {@code tanh} or {@code relu}. */
    public final String nonlinearity;

    /**
     * Makes a cell with a tanh.
     *
     * @param inputSize the number of features of the input
     * @param hiddenSize the number of features of the hidden state
     */
    public RNNCell(long inputSize, long hiddenSize) {
        this(inputSize, hiddenSize, "tanh", options -> {});
    }

    /**
     * Makes a cell with a tanh.
     *
     * @param inputSize the number of features of the input
     * @param hiddenSize the number of features of the hidden state
     * @param options bias, dtype, device
     */
    public RNNCell(long inputSize, long hiddenSize, Consumer<LinearOptions> options) {
        this(inputSize, hiddenSize, "tanh", options);
    }

    /**
     * Makes a cell.
     *
     * @param inputSize the number of features of the input
     * @param hiddenSize the number of features of the hidden state
     * @param nonlinearity {@code tanh} or {@code relu}
     * @param options bias, dtype, device
     */
    public RNNCell(long inputSize, long hiddenSize, String nonlinearity, Consumer<LinearOptions> options) {
        super(inputSize, hiddenSize, 1, LinearOptions.of(options));
        this.nonlinearity = nonlinearity;
    }

    @Override
    public String extraRepr() {
        return super.extraRepr() + (nonlinearity.equals("tanh") ? "" : ", nonlinearity=" + nonlinearity);
    }

    @Override
    Tensor step(Tensor batch, Tensor hx) {
        return switch (nonlinearity) {
            case "tanh" -> Torch.rnnTanhCell(batch, hx, weightIh, weightHh, biasIh, biasHh);
            case "relu" -> Torch.rnnReluCell(batch, hx, weightIh, weightHh, biasIh, biasHh);
            default -> throw new TorchException("Unknown nonlinearity: " + nonlinearity);
        };
    }
}
