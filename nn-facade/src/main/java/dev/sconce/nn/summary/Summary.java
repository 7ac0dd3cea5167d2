package dev.sconce.nn.summary;

import dev.sconce.nn.Arguments;
import dev.sconce.nn.Module;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A table of a model's layers with their output shapes and parameters, and the sums of parameters, multiply-adds and
 * sizes: what {@code torchinfo.summary} prints.
 *
 * <pre>{@code
 * System.out.println(Summary.of(new LeNet(), new long[] {1, 1, 28, 28}));
 * }</pre>
 *
 * <p>The model is called once, in evaluation and without gradients, and is left as it was. A multiply-add is counted as
 * torchinfo counts it: of a convolution, each weight and bias for each place of the output; of a recurrent layer, for each
 * step; of other layers, for each sample. An activation is counted twice in the size of the forward and backward pass.
 *
 * <p>What differs from torchinfo: the inputs are zeros and not random numbers, so that the random generator stays as it was;
 * a parameter that is shared between layers is counted once; the unit of the multiply-adds is always written as a letter.
 */
public final class Summary {
    private final List<SummaryRow> rows;
    private final SummaryOptions options;
    private final long inputBytes;
    private final long paramBytes;

    private Summary(Module model, Arguments arguments, SummaryOptions options) {
        this.options = options;
        this.rows = CallRecorder.record(model, arguments);
        this.inputBytes = bytes(arguments);
        this.paramBytes = model.parameters().stream().mapToLong(Tensor::nbytes).sum();
    }

    /**
     * Looks at a model.
     *
     * @param model a model that takes as many tensors as there are shapes
     * @param shapes the shapes of its inputs, with the batch
     * @return the summary; {@code toString} is the table
     */
    public static Summary of(Module model, long[]... shapes) {
        return of(model, List.of(shapes), chosen -> {});
    }

    /**
     * Looks at a model.
     *
     * @param model a model that takes as many tensors as there are shapes
     * @param shapes the shapes of its inputs, with the batch
     * @param options depth, columns, dtype of the inputs
     * @return the summary; {@code toString} is the table
     */
    public static Summary of(Module model, List<long[]> shapes, Consumer<SummaryOptions> options) {
        SummaryOptions chosen = SummaryOptions.of(options);
        List<Tensor> parameters = new ArrayList<>(model.parameters());
        Device device = parameters.isEmpty() ? Device.CPU : parameters.get(0).device();
        try (var scope = new TensorScope()) {
            Tensor[] inputs = shapes.stream()
                    .map(shape -> Torch.zeros(shape, o -> o.dtype(chosen.dtype).device(device)))
                    .toArray(Tensor[]::new);
            return new Summary(model, Arguments.of((Object[]) inputs), chosen);
        }
    }

    /**
     * Looks at a model that takes other arguments than tensors of one dtype.
     *
     * @param model the model
     * @param arguments what to call it with
     * @param options depth, columns
     * @return the summary; {@code toString} is the table
     */
    public static Summary of(Module model, Arguments arguments, Consumer<SummaryOptions> options) {
        return new Summary(model, arguments, SummaryOptions.of(options));
    }

    private static long bytes(Object value) {
        if (value instanceof Tensor tensor) {
            return tensor.nbytes();
        }
        if (value instanceof Arguments arguments) {
            return bytes(arguments.args()) + bytes(arguments.kwargs());
        }
        Iterable<?> items =
                value instanceof Map<?, ?> map ? map.values() : value instanceof List<?> list ? list : List.of();
        long sum = 0;
        for (Object item : items) {
            sum += item == null ? 0 : bytes(item);
        }
        return sum;
    }

    /**
     * The rows of all depths, in the order of the calls.
     *
     * @return a list that cannot be changed
     */
    public List<SummaryRow> rows() {
        return rows;
    }

    /**
     * The number of parameters, shared ones once.
     *
     * @return the number of elements
     */
    public long totalParams() {
        return rows.get(0).params();
    }

    /**
     * The number of parameters that get a gradient.
     *
     * @return the number of elements
     */
    public long trainableParams() {
        return rows.get(0).trainableParams();
    }

    /**
     * The multiplications with additions of one call.
     *
     * @return their number
     */
    public long totalMultAdds() {
        return rows.stream()
                .filter(SummaryRow::isLeaf)
                .mapToLong(SummaryRow::multAdds)
                .sum();
    }

    /**
     * The size of the inputs.
     *
     * @return in bytes
     */
    public long inputBytes() {
        return inputBytes;
    }

    /**
     * The size of what layers with parameters return, and of its gradients.
     *
     * @return in bytes
     */
    public long forwardBackwardBytes() {
        return rows.stream()
                .filter(row -> row.isLeaf() && row.params() > 0)
                .mapToLong(row -> 2 * row.outputBytes())
                .sum();
    }

    /**
     * The size of the parameters.
     *
     * @return in bytes
     */
    public long paramBytes() {
        return paramBytes;
    }

    /** Returns the table. */
    @Override
    public String toString() {
        return new SummaryTable(this, options).text();
    }
}
