package dev.sconce.nn;

import dev.sconce.nn.init.Init;
import dev.sconce.nn.internal.PyText;
import dev.sconce.nn.internal.PyWarnings;
import dev.sconce.nn.utils.rnn.PackedSequence;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the recurrent layers share: attributes, parameters, the shapes of input and state.
 *
 * <p>Input {@code (L, N, inputSize)}, or {@code (N, L, inputSize)} if the batch comes first, or without {@code N}, or a
 * {@link PackedSequence}; the output has the same form with {@code directions * hiddenSize} features. States are of shape
 * {@code (layers * directions, N, hiddenSize)}. State dict, for each layer {@code k} and with the ending {@code _reverse}
 * for the other direction: {@code weight_ih_lk}, {@code weight_hh_lk}, {@code bias_ih_lk}, {@code bias_hh_lk}, and with
 * projections {@code weight_hr_lk}; all drawn uniformly within {@code 1/sqrt(hiddenSize)}.
 *
 * @param <S> the type of the state
 */
public abstract class RNNBase<S> extends Module {
    /** The kind of cell: {@code LSTM}, {@code GRU}, {@code RNN_TANH} or {@code RNN_RELU}. */
    public final String mode;

    /** The number of features of the input. */
    public final long inputSize;

    /** The number of features of the hidden state. */
    public final long hiddenSize;

    /** The number of layers. */
    public final long numLayers;

    /** Whether something learned is added. */
    public final boolean bias;

    /** Whether the batch comes first. */
    public final boolean batchFirst;

    /** The probability of dropout between the layers. */
    public double dropout;

    /** Whether each layer runs from both ends. */
    public final boolean bidirectional;

    /** The size to which the hidden state is projected, or 0. */
    public final long projSize;

    private final List<String> weightNames = new ArrayList<>();

    RNNBase(String mode, int gates, long inputSize, long hiddenSize, RecurrentOptions options) {
        this.mode = mode;
        this.inputSize = inputSize;
        this.hiddenSize = hiddenSize;
        this.numLayers = options.numLayers;
        this.bias = options.bias;
        this.batchFirst = options.batchFirst;
        this.dropout = options.dropout;
        this.bidirectional = options.bidirectional;
        this.projSize = options.projSize;
        check();
        makeParameters(options.factory(), gates * hiddenSize);
        resetParameters();
    }

    private void check() {
        if (!mode.equals("LSTM") && projSize != 0) {
            throw new IllegalArgumentException("proj_size argument is only supported for LSTM, not RNN or GRU");
        }
        if (!(dropout >= 0 && dropout <= 1)) {
            throw new IllegalArgumentException("dropout should be a number in range [0, 1] representing the probability"
                    + " of an element being zeroed");
        }
        if (dropout > 0 && numLayers == 1) {
            PyWarnings.warn(
                    "dropout option adds dropout after all but last recurrent layer, so non-zero dropout expects"
                            + " num_layers greater than 1, but got dropout=" + PyText.repr(dropout) + " and num_layers="
                            + numLayers);
        }
        if (inputSize <= 0) {
            throw new IllegalArgumentException("input_size must be greater than zero");
        }
        if (hiddenSize <= 0) {
            throw new IllegalArgumentException("hidden_size must be greater than zero");
        }
        if (numLayers <= 0) {
            throw new IllegalArgumentException("num_layers must be greater than zero");
        }
        if (projSize < 0) {
            throw new IllegalArgumentException("proj_size should be a positive integer or zero to disable projections");
        }
        if (projSize >= hiddenSize) {
            throw new IllegalArgumentException("proj_size has to be smaller than hidden_size");
        }
    }

    private void makeParameters(TensorFactory factory, long gateSize) {
        for (long layer = 0; layer < numLayers; layer++) {
            for (int direction = 0; direction < directions(); direction++) {
                String ending = "_l" + layer + (direction == 1 ? "_reverse" : "");
                long features = layer == 0 ? inputSize : realHiddenSize() * directions();
                add("weight_ih" + ending, factory.parameter(gateSize, features));
                add("weight_hh" + ending, factory.parameter(gateSize, realHiddenSize()));
                if (bias) {
                    add("bias_ih" + ending, factory.parameter(gateSize));
                    add("bias_hh" + ending, factory.parameter(gateSize));
                }
                if (projSize > 0) {
                    add("weight_hr" + ending, factory.parameter(projSize, hiddenSize));
                }
            }
        }
    }

    private void add(String name, Parameter parameter) {
        registerParameter(name, parameter);
        weightNames.add(name);
    }

    final int directions() {
        return bidirectional ? 2 : 1;
    }

    final long realHiddenSize() {
        return projSize > 0 ? projSize : hiddenSize;
    }

    /** Draws the parameters again. */
    public void resetParameters() {
        double bound = 1.0 / Math.sqrt((double) hiddenSize);
        parameters().forEach(parameter -> Init.uniform_(parameter, -bound, bound));
    }

    /**
     * Runs over sequences from a state of zeros.
     *
     * @param input the sequences
     * @return the hidden states of all steps, and the states after the last
     */
    public final RecurrentOutput<Tensor, S> call(Tensor input) {
        return Untyped.cast(callAny(Arguments.of(input)));
    }

    /**
     * Runs over sequences.
     *
     * @param input the sequences
     * @param hx the states to begin with
     * @return the hidden states of all steps, and the states after the last
     */
    public final RecurrentOutput<Tensor, S> call(Tensor input, S hx) {
        return Untyped.cast(callAny(Arguments.of(input, hx)));
    }

    /**
     * Runs over sequences of several lengths from a state of zeros.
     *
     * @param input the sequences
     * @return the hidden states of all steps, and the states after the last of each sequence
     */
    public final RecurrentOutput<PackedSequence, S> call(PackedSequence input) {
        return Untyped.cast(callAny(Arguments.of(input)));
    }

    /**
     * Runs over sequences of several lengths.
     *
     * @param input the sequences
     * @param hx the states to begin with
     * @return the hidden states of all steps, and the states after the last of each sequence
     */
    public final RecurrentOutput<PackedSequence, S> call(PackedSequence input, S hx) {
        return Untyped.cast(callAny(Arguments.of(input, hx)));
    }

    @Override
    @Nullable
    Object forwardAny(Arguments arguments) {
        Object input = arguments.get(0, "input", null);
        S hx = toState(arguments.get(1, "hx", null));
        return input instanceof PackedSequence packed
                ? forward(packed, hx)
                : forward((Tensor) Objects.requireNonNull(input), hx);
    }

    private RecurrentOutput<PackedSequence, S> forward(PackedSequence input, @Nullable S hx) {
        long batch = input.batchSizes().select(0, 0).itemLong();
        S first = hx == null ? zeros(input.data(), batch) : permute(hx, input.sortedIndices());
        checkInput(input.data(), 2);
        checkState(first, batch);
        RecurrentOutput<Tensor, S> result = run(input.data(), input.batchSizes(), first, weights());
        return new RecurrentOutput<>(input.withData(result.output()), permute(result.state(), input.unsortedIndices()));
    }

    private RecurrentOutput<Tensor, S> forward(Tensor input, @Nullable S hx) {
        int dims = input.dim();
        if (dims != 2 && dims != 3) {
            throw new IllegalArgumentException(getName() + ": Expected input to be 2D or 3D, got " + dims + "D "
                    + (mode.startsWith("RNN") ? "tensor " : "") + "instead");
        }
        int batchDim = batchFirst ? 0 : 1;
        boolean batched = dims == 3;
        Tensor batch = batched ? input : input.unsqueeze(batchDim);
        if (hx != null) {
            checkStateDims(hx, batched);
        }
        long size = batch.size(batchDim);
        S first = hx == null ? zeros(batch, size) : batched ? hx : unsqueeze(hx);
        checkInput(batch, 3);
        checkState(first, size);
        RecurrentOutput<Tensor, S> result = run(batch, null, first, weights());
        return batched ? result : new RecurrentOutput<>(result.output().squeeze(batchDim), squeeze(result.state()));
    }

    /**
     * The weights and biases of each layer and direction ({@code all_weights}).
     *
     * @return lists of two to five tensors, in the order of the state dict
     */
    public final List<List<Tensor>> allWeights() {
        List<Tensor> weights = weights();
        int each = weights.size() / Math.toIntExact(numLayers * directions());
        List<List<Tensor>> all = new ArrayList<>();
        for (int i = 0; i < weights.size(); i += each) {
            all.add(List.copyOf(weights.subList(i, i + each)));
        }
        return all;
    }

    private List<Tensor> weights() {
        List<Tensor> weights = new ArrayList<>(weightNames.size());
        for (String name : weightNames) {
            weights.add((Tensor)
                    Objects.requireNonNull(Objects.requireNonNull(registry().find(name)).value));
        }
        return weights;
    }

    private void checkInput(Tensor input, int expectedDims) {
        DType weightType = weights().get(0).dtype();
        if (input.dtype() != weightType) {
            throw new IllegalArgumentException("RNN input dtype (torch." + input.dtype()
                    + ") does not match weight dtype (torch." + weightType + "). Convert input: input.to(torch."
                    + weightType + "), or convert model: model.to(torch." + input.dtype() + ")");
        }
        if (input.dim() != expectedDims) {
            throw new TorchException("input must have " + expectedDims + " dimensions, got " + input.dim());
        }
        if (input.size(-1) != inputSize) {
            throw new TorchException(
                    "input.size(-1) must be equal to input_size. Expected " + inputSize + ", got " + input.size(-1));
        }
    }

    final void checkSize(Tensor state, long batch, long features, String name) {
        long[] expected = {numLayers * directions(), batch, features};
        if (!Arrays.equals(state.shape(), expected)) {
            throw new TorchException(
                    "Expected " + name + " size " + PyText.tuple(expected) + ", got " + Arrays.toString(state.shape()));
        }
    }

    final Tensor zeros(Tensor like, long batch, long features) {
        return Torch.zeros(
                options -> options.dtype(like.dtype()).device(like.device()),
                numLayers * directions(),
                batch,
                features);
    }

    static Tensor reorder(Tensor state, @Nullable Tensor permutation) {
        return permutation == null ? state : state.indexSelect(1, permutation);
    }

    /** A state from what an untyped call passed. */
    abstract @Nullable S toState(@Nullable Object hx);

    abstract S zeros(Tensor input, long batch);

    abstract void checkStateDims(S hx, boolean batched);

    abstract void checkState(S hx, long batch);

    abstract S permute(S state, @Nullable Tensor permutation);

    abstract S unsqueeze(S state);

    abstract S squeeze(S state);

    /** The native operation; batch sizes are null for input that is not packed. */
    abstract RecurrentOutput<Tensor, S> run(
            Tensor input, @Nullable Tensor batchSizes, S hx, List<? extends Tensor> weights);

    @Override
    public String extraRepr() {
        return inputSize + ", " + hiddenSize
                + (projSize != 0 ? ", proj_size=" + projSize : "")
                + (numLayers != 1 ? ", num_layers=" + numLayers : "")
                + (bias ? "" : ", bias=False")
                + (batchFirst ? ", batch_first=True" : "")
                + (dropout != 0 ? ", dropout=" + PyText.repr(dropout) : "")
                + (bidirectional ? ", bidirectional=True" : "");
    }
}
