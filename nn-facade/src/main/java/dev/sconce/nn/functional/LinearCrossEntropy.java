package dev.sconce.nn.functional;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TorchException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** One call of {@code linear_cross_entropy}: its checks, and which way it goes. */
final class LinearCrossEntropy {
    private static final System.Logger LOG = System.getLogger(F.class.getName());
    private static final List<String> REDUCTIONS = List.of("mean", "sum", "none");

    private final LinearLossInputs in;
    private final String reduction;
    private final @Nullable Long ignoreIndex;
    private final double labelSmoothing;
    private final long classes;
    private final long inFeatures;

    /** The dimensions of the output besides the classes: those of the linear weight between the first and the last. */
    private final long[] outFeatures;

    LinearCrossEntropy(LinearLossInputs inputs, String reduction, @Nullable Long ignoreIndex, double labelSmoothing) {
        this.in = inputs;
        this.reduction = reduction;
        this.ignoreIndex = ignoreIndex;
        this.labelSmoothing = labelSmoothing;
        long[] input = inputs.input().shape();
        long[] weight = inputs.linearWeight().shape();
        checkShapes(input, weight);
        classes = weight[0];
        inFeatures = input[input.length - 1];
        outFeatures = Arrays.copyOfRange(weight, 1, weight.length - 1);
        checkOutput(input, weight);
    }

    private static void checkShapes(long[] input, long[] weight) {
        if (input.length < 1 || input.length > 2) {
            throw new TorchException("expected input with dimensionality 1 or 2, got " + input.length);
        }
        if (weight.length < 2) {
            throw new TorchException("expected linear_weight with dimensionality at least 2, got " + weight.length);
        }
        long inputFeatures = input[input.length - 1];
        long weightFeatures = weight[weight.length - 1];
        if (inputFeatures != weightFeatures) {
            throw new TorchException("expected equal input and linear_weight last dimensions (in_features), got "
                    + inputFeatures + " and " + weightFeatures + ", respectively");
        }
    }

    private void checkOutput(long[] input, long[] weight) {
        long[] perSample = Arrays.copyOf(weight, weight.length - 1);
        Tensor bias = in.linearBias();
        if (bias != null && !Arrays.equals(bias.shape(), perSample)) {
            throw new TorchException(
                    "expected linear_bias shape " + PyText.tuple(perSample) + ", got " + PyText.tuple(bias.shape()));
        }
        if (outFeatures.length > 0 && input.length == 1) {
            throw new TorchException("K-dimensional loss defined by linear_weight shape " + PyText.tuple(weight)
                    + " requires batched input, (N, " + inFeatures + "), got unbatched input with shape "
                    + PyText.tuple(input));
        }
        if (ignoreIndex != null && Arrays.equals(in.target().shape(), logitsShape())) {
            throw new TorchException("ignore_index cannot be specified when target contains probabilities");
        }
    }

    private long[] logitsShape() {
        LongStream batch = Arrays.stream(in.input().shape(), 0, in.input().dim() - 1);
        return LongStream.concat(batch, LongStream.concat(LongStream.of(classes), Arrays.stream(outFeatures)))
                .toArray();
    }

    private long ignored() {
        return ignoreIndex == null ? -100 : ignoreIndex;
    }

    Tensor run(@Nullable LinearCrossEntropyOptions options) {
        if (options == null) {
            return runAtOnce();
        }
        if (outFeatures.length == 0
                && REDUCTIONS.contains(reduction)
                && labelSmoothing == 0
                && in.target().dtype() == DType.INT64) {
            return runInChunks(options);
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "linear_cross_entropy: ``options`` ignored; chunked path needs reduction in"
                        + " {'mean','sum','none'}, label_smoothing == 0, target.dtype == int64, out_features == (). Got"
                        + " reduction=" + PyText.repr(reduction) + ", label_smoothing=" + PyText.repr(labelSmoothing)
                        + ", target.dtype=torch." + in.target().dtype() + ", out_features="
                        + PyText.tuple(outFeatures) + ", tracing=False, linear_bias.shape="
                        + (in.linearBias() == null
                                ? "None"
                                : PyText.tuple(in.linearBias().shape())) + ".");
        return runAtOnce();
    }

    private Tensor runInChunks(LinearCrossEntropyOptions options) {
        boolean batched = in.input().dim() == 2;
        LinearLossInputs batch = batched
                ? in
                : new LinearLossInputs(
                        in.input().unsqueeze(0),
                        in.linearWeight(),
                        in.target().unsqueeze(0),
                        in.linearBias(),
                        in.weight());
        Tensor input = batch.input();
        ChunkSettings settings = options.settingsFor(input.size(0), inFeatures, classes, input.dtype(), input.device());
        Tensor loss = (reduction.equals("none")
                        ? new ChunkedLossesFunction(batch, ignored(), settings)
                        : new ChunkedLossFunction(batch, reduction, ignored(), settings))
                .applyOne(batch.toArray());
        return batched ? loss : loss.squeeze(0);
    }

    private Tensor runAtOnce() {
        Tensor weight = in.linearWeight();
        Tensor bias = in.linearBias();
        if (outFeatures.length > 0) {
            long rows = weight.numel() / inFeatures;
            weight = weight.reshape(rows, inFeatures);
            bias = bias == null ? null : bias.reshape(rows);
        }
        Tensor logits = F.linear(in.input(), weight, bias).reshape(logitsShape());
        return F.crossEntropy(logits, in.target(), in.weight(), ignored(), reduction, labelSmoothing);
    }
}
