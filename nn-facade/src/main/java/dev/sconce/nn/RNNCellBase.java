package dev.sconce.nn;

import dev.sconce.nn.init.Init;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import org.jspecify.annotations.Nullable;

/**
 * What the recurrent cells share: attributes and parameters.
 *
 * <p>Input {@code (N, inputSize)} or {@code (inputSize)}; states have {@code hiddenSize} features. State dict:
 * {@code weight_ih}, {@code weight_hh}, {@code bias_ih}, {@code bias_hh}, drawn uniformly within
 * {@code 1/sqrt(hiddenSize)}.
 *
 * @param <S> the type of the state
 */
public abstract class RNNCellBase<S> extends Module {
    /** The number of features of the input. */
    public final long inputSize;

    /** The number of features of the hidden state. */
    public final long hiddenSize;

    /** Whether something learned is added. */
    public final boolean bias;

    /** The weight of the input. */
    @RegisteredAs("weight_ih")
    public Parameter weightIh;

    /** The weight of the state. */
    @RegisteredAs("weight_hh")
    public Parameter weightHh;

    /** What is added to the input's part, or null. */
    @RegisteredAs("bias_ih")
    public @Nullable Parameter biasIh;

    /** What is added to the state's part, or null. */
    @RegisteredAs("bias_hh")
    public @Nullable Parameter biasHh;

    RNNCellBase(long inputSize, long hiddenSize, int gates, LinearOptions options) {
        TensorFactory factory = options.factory();
        this.inputSize = inputSize;
        this.hiddenSize = hiddenSize;
        this.bias = options.bias;
        weightIh = factory.parameter(gates * hiddenSize, inputSize);
        weightHh = factory.parameter(gates * hiddenSize, hiddenSize);
        registerParameter("bias_ih", bias ? factory.parameter(gates * hiddenSize) : null);
        registerParameter("bias_hh", bias ? factory.parameter(gates * hiddenSize) : null);
        resetParameters();
    }

    /** Draws the parameters again. */
    public void resetParameters() {
        double bound = hiddenSize > 0 ? 1.0 / Math.sqrt((double) hiddenSize) : 0;
        parameters().forEach(parameter -> Init.uniform_(parameter, -bound, bound));
    }

    /**
     * Takes a step from a state of zeros.
     *
     * @param input the input
     * @return the next state
     */
    public final S call(Tensor input) {
        return Untyped.cast(callAny(Arguments.of(input)));
    }

    /**
     * Takes a step.
     *
     * @param input the input
     * @param hx the state
     * @return the next state
     */
    public final S call(Tensor input, S hx) {
        return Untyped.cast(callAny(Arguments.of(input, hx)));
    }

    @Override
    @Nullable
    Object forwardAny(Arguments arguments) {
        Tensor input = arguments.get(0, "input", null);
        S hx = toState(arguments.get(1, "hx", null));
        int dims = input.dim();
        if (dims != 1 && dims != 2) {
            throw new IllegalArgumentException(
                    getName() + ": Expected input to be 1D or 2D, got " + dims + "D instead");
        }
        if (hx != null) {
            checkState(hx);
        }
        boolean batched = dims == 2;
        Tensor batch = batched ? input : input.unsqueeze(0);
        S first = hx == null ? zeros(batch) : batched ? hx : unsqueeze(hx);
        S next = step(batch, first);
        return batched ? next : squeeze(next);
    }

    final void checkDims(Tensor state, String name) {
        int dims = state.dim();
        if (dims != 1 && dims != 2) {
            throw new IllegalArgumentException(
                    getName() + ": Expected " + name + " to be 1D or 2D, got " + dims + "D instead");
        }
    }

    final Tensor zeroState(Tensor batch) {
        return Torch.zeros(options -> options.dtype(batch.dtype()).device(batch.device()), batch.size(0), hiddenSize);
    }

    /** A state from what an untyped call passed. */
    abstract @Nullable S toState(@Nullable Object hx);

    abstract void checkState(S hx);

    abstract S zeros(Tensor batch);

    abstract S unsqueeze(S state);

    abstract S squeeze(S state);

    abstract S step(Tensor batch, S hx);

    @Override
    public String extraRepr() {
        return inputSize + ", " + hiddenSize + (bias ? "" : ", bias=False");
    }
}
