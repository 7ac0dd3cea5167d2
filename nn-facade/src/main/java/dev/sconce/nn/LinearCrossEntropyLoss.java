package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.functional.LinearCrossEntropyOptions;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TorchException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The cross entropy of logits that a linear layer of its own makes of the input, which may go chunk by chunk.
 *
 * <p>Input {@code (F)} or {@code (N, F)}; target class numbers {@code (N, *outFeatures)} or probabilities
 * {@code (N, C, *outFeatures)}. State: {@code linear.weight} of shape {@code (C * product of outFeatures, F)}, perhaps
 * {@code linear.bias} and {@code weight}.
 *
 * <pre>{@code
 * new LinearCrossEntropyLoss(768, 50257, l -> l.options(new LinearCrossEntropyOptions()))
 * }</pre>
 */
public class LinearCrossEntropyLoss extends Loss {
    /** The number of classes. */
    public final long numClasses;

    /** The further dimensions of a loss of several. */
    public final long[] outFeatures;

    /** A factor for each class, or null. */
    public @Nullable Buffer weight;

    /** A class number that does not count; null for -100. */
    public @Nullable Long ignoreIndex;

    /** How much of the target is spread over all classes, between 0 and 1. */
    public double labelSmoothing;

    /** The layer that makes the logits. */
    public Linear linear;

    /** How to go through the batch in chunks; null for all at once. */
    public @Nullable LinearCrossEntropyOptions options;

    /**
     * Makes a loss with Python's defaults: no bias, the mean over all elements, all at once.
     *
     * @param inFeatures the size of each sample
     * @param numClasses the number of classes
     */
    public LinearCrossEntropyLoss(long inFeatures, long numClasses) {
        this(inFeatures, numClasses, options -> {});
    }

    /**
     * Makes a loss.
     *
     * @param inFeatures the size of each sample
     * @param numClasses the number of classes
     * @param options outFeatures, bias, device, dtype, reduction, weight, ignoreIndex, labelSmoothing, options
     * @throws TorchException if the weight has another shape or the smoothing is not between 0 and 1, in Python's words
     */
    public LinearCrossEntropyLoss(long inFeatures, long numClasses, Consumer<Options> options) {
        this(inFeatures, numClasses, Options.of(options, numClasses));
    }

    private LinearCrossEntropyLoss(long inFeatures, long numClasses, Options chosen) {
        super(chosen);
        registerBuffer("weight", chosen.weight);
        this.numClasses = numClasses;
        outFeatures = chosen.outFeatures;
        ignoreIndex = chosen.ignoreIndex;
        labelSmoothing = chosen.labelSmoothing;
        linear = new Linear(
                inFeatures,
                Arrays.stream(outFeatures).reduce(numClasses, (a, b) -> a * b),
                layer -> layer.bias(chosen.bias).device(chosen.device).dtype(chosen.dtype));
        options = chosen.options;
    }

    @Override
    protected Tensor forward(Tensor input, Tensor target) {
        Tensor bias = linear.bias;
        return F.linearCrossEntropy(
                input,
                linear.weight.reshape(shape(numClasses, linear.inFeatures)),
                target,
                bias == null ? null : bias.reshape(shape(numClasses)),
                weight,
                reduction,
                ignoreIndex,
                labelSmoothing,
                options);
    }

    private long[] shape(long first, long... last) {
        LongStream front = LongStream.concat(LongStream.of(first), Arrays.stream(outFeatures));
        return LongStream.concat(front, Arrays.stream(last)).toArray();
    }

    @Override
    public String extraRepr() {
        return "in_features=" + linear.inFeatures + ", num_classes=" + numClasses + ", out_features="
                + PyText.tuple(outFeatures) + ", bias=" + PyText.repr(linear.bias != null) + ", reduction=" + reduction
                + ", ignore_index=" + PyText.repr(ignoreIndex) + ", label_smoothing=" + PyText.repr(labelSmoothing)
                + ", options=" + PyText.repr(options);
    }

    /** Options of this loss. */
    public static final class Options extends LossOptions<Options> {
        private long[] outFeatures = {};
        private boolean bias;
        private @Nullable Device device;
        private @Nullable DType dtype;
        private @Nullable Tensor weight;
        private @Nullable Long ignoreIndex;
        private double labelSmoothing;
        private @Nullable LinearCrossEntropyOptions options;

        private Options() {}

        private static Options of(Consumer<Options> options, long classes) {
            Options chosen = new Options();
            options.accept(chosen);
            Tensor weight = chosen.weight;
            if (weight != null && !Arrays.equals(weight.shape(), new long[] {classes})) {
                throw new TorchException("expected weight shape to be " + PyText.tuple(classes) + ", got "
                        + PyText.tuple(weight.shape()));
            }
            if (chosen.labelSmoothing < 0 || chosen.labelSmoothing > 1) {
                throw new TorchException(
                        "expected label_smoothing to be in range [0, 1], got " + PyText.repr(chosen.labelSmoothing));
            }
            return chosen;
        }

        /**
         * The further dimensions of a loss of several.
         *
         * @param outFeatures none by default
         * @return this
         */
        public Options outFeatures(long... outFeatures) {
            this.outFeatures = outFeatures.clone();
            return this;
        }

        /**
         * Whether the layer adds something to the logits.
         *
         * @param bias false by default
         * @return this
         */
        public Options bias(boolean bias) {
            this.bias = bias;
            return this;
        }

        /**
         * Where the layer's parameters are made.
         *
         * @param device the device; the host by default
         * @return this
         */
        public Options device(@Nullable Device device) {
            this.device = device;
            return this;
        }

        /**
         * The type of the layer's parameters.
         *
         * @param dtype the type; float32 by default
         * @return this
         */
        public Options dtype(@Nullable DType dtype) {
            this.dtype = dtype;
            return this;
        }

        /**
         * A factor for each class.
         *
         * @param weight of shape {@code (numClasses)}; null by default
         * @return this
         */
        public Options weight(@Nullable Tensor weight) {
            this.weight = weight;
            return this;
        }

        /**
         * A class number that does not count; not for targets of probabilities.
         *
         * @param ignoreIndex null by default, for -100
         * @return this
         */
        public Options ignoreIndex(long ignoreIndex) {
            return ignoreIndex((Long) ignoreIndex);
        }

        /**
         * A class number that does not count; not for targets of probabilities.
         *
         * @param ignoreIndex null by default, for -100
         * @return this
         */
        public Options ignoreIndex(@Nullable Long ignoreIndex) {
            this.ignoreIndex = ignoreIndex;
            return this;
        }

        /**
         * How much of the target is spread over all classes.
         *
         * @param labelSmoothing between 0, the default, and 1
         * @return this
         */
        public Options labelSmoothing(double labelSmoothing) {
            this.labelSmoothing = labelSmoothing;
            return this;
        }

        /**
         * How to go through the batch in chunks.
         *
         * @param options null by default, for all at once
         * @return this
         */
        public Options options(@Nullable LinearCrossEntropyOptions options) {
            this.options = options;
            return this;
        }
    }
}
