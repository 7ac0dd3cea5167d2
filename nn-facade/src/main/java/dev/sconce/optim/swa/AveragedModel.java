package dev.sconce.optim.swa;

import dev.sconce.nn.Arguments;
import dev.sconce.nn.Buffer;
import dev.sconce.nn.Module;
import dev.sconce.nn.ModuleN;
import dev.sconce.nn.RegisteredAs;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A model whose weights are the average of another's over a run, as {@code torch.optim.swa_utils.AveragedModel}.
 *
 * <p>The first {@link #updateParameters} copies, each later one averages: by the plain mean unless the options say
 * otherwise. State: {@code n_averaged}, an int64 of no dimensions, and the model's own under {@code module.}; the
 * averaging function is not part of it.
 *
 * <pre>{@code
 * AveragedModel<Net> average = new AveragedModel<>(net, o -> o.multiAvgFn(getEmaMultiAvgFn(0.99)).useBuffers(true));
 * for (Batch batch : batches) {
 *     step(net, batch);
 *     average.updateParameters(net);
 * }
 * Tensor output = average.module.call(x);
 * }</pre>
 *
 * @param <M> the class of the model
 */
public class AveragedModel<M extends Module> extends ModuleN<Object> {
    /** The averaged copy of the model, to be called with its own types. */
    public final M module;

    /** How many models were averaged so far. */
    @RegisteredAs("n_averaged")
    public final Buffer nAveraged;

    private final @Nullable AveragingFunction avgFn;
    private final @Nullable MultiAveragingFunction multiAvgFn;
    private final boolean useBuffers;

    /**
     * Copies a model, to average it by the plain mean.
     *
     * @param model the model, which stays as it is
     */
    public AveragedModel(M model) {
        this(model, options -> {});
    }

    /**
     * Copies a model, to average it.
     *
     * @param model the model, which stays as it is
     * @param options device, averaging function, what to do with buffers
     * @throws IllegalArgumentException if both kinds of averaging function are given
     */
    @SuppressWarnings("unchecked") // a copy has the class of what it copies
    public AveragedModel(M model, Consumer<AveragedModelOptions> options) {
        AveragedModelOptions chosen = AveragedModelOptions.of(options);
        Device device = chosen.device == null ? Device.CPU : chosen.device;
        module = (M) model.deepCopy();
        if (chosen.device != null) {
            module.to(device);
        }
        try (var scope = new TensorScope()) {
            nAveraged = new Buffer(
                    Torch.zeros(new long[0], o -> o.dtype(DType.INT64).device(device)));
        }
        avgFn = chosen.avgFn;
        multiAvgFn = chosen.multiAvgFn;
        useBuffers = chosen.useBuffers;
    }

    @Override
    protected Object forward(Arguments arguments) {
        return Objects.requireNonNull(arguments.passTo(module), "the model returned null");
    }

    /**
     * Takes a model's present weights into the average; buffers are copied unless they are averaged too.
     *
     * @param model a model of the same parameters and buffers
     */
    public final void updateParameters(Module model) {
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            List<Pair> pairs = pairs(model.parameters(), module.parameters());
            List<Pair> buffers = pairs(model.buffers(), module.buffers());
            if (useBuffers) {
                pairs.addAll(buffers);
            }
            if (nAveraged.itemLong() == 0) {
                pairs.forEach(Pair::copy);
            } else {
                average(pairs);
            }
            if (!useBuffers) {
                buffers.forEach(Pair::copy);
            }
            nAveraged.add_(1);
        }
    }

    private void average(List<Pair> pairs) {
        MultiAveragingFunction multi = multiAvgFn;
        AveragingFunction single = avgFn == null ? Averaging.getSwaAvgFn() : avgFn;
        groups(pairs).forEach((kind, group) -> {
            Tensor count = nAveraged.to(o -> o.device(kind.device()));
            if (multi != null) {
                update(multi, group, count);
            } else if (avgFn == null && kind.device().type().equals("cuda")) {
                update(Averaging.getSwaMultiAvgFn(), group, count);
            } else {
                group.forEach(pair -> pair.averaged().copy_(single.average(pair.averaged(), pair.current(), count)));
            }
        });
    }

    private static void update(MultiAveragingFunction function, List<Pair> group, Tensor count) {
        function.update(
                group.stream().map(Pair::averaged).toList(),
                group.stream().map(Pair::current).toList(),
                count);
    }

    private static Map<Kind, List<Pair>> groups(List<Pair> pairs) {
        Map<Kind, List<Pair>> groups = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            Kind kind = new Kind(pair.averaged().device(), pair.averaged().dtype());
            groups.computeIfAbsent(kind, first -> new ArrayList<>()).add(pair);
        }
        return groups;
    }

    private static List<Pair> pairs(List<? extends Tensor> current, List<? extends Tensor> averaged) {
        if (current.size() != averaged.size()) {
            throw new IllegalArgumentException("the model has " + current.size()
                    + " tensors where the averaged one has " + averaged.size() + ": it must be of the same structure");
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < current.size(); i++) {
            Tensor average = averaged.get(i).detach();
            pairs.add(new Pair(average, current.get(i).detach().to(o -> o.device(average.device()))));
        }
        return pairs;
    }

    /** An average and what it follows, both without history and on the average's device. */
    private record Pair(Tensor averaged, Tensor current) {
        void copy() {
            averaged.copy_(current);
        }
    }

    private record Kind(Device device, DType dtype) {}
}
