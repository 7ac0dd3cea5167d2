package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A softmax over very many classes, the frequent ones first: a head with the most frequent ones and one entry for each
 * cluster of the others, and a small network for each cluster ({@code torch/nn/modules/adaptive.py}).
 *
 * <p>Input {@code (N, inFeatures)} and target {@code (N)}, or without {@code N}. State: {@code head.weight}, perhaps
 * {@code head.bias}, and {@code tail.i.0.weight}, {@code tail.i.1.weight} for each cluster.
 *
 * <pre>{@code
 * new AdaptiveLogSoftmaxWithLoss(64, 1000, new long[] {10, 100}, a -> a.divValue(2))
 * }</pre>
 */
public class AdaptiveLogSoftmaxWithLoss extends Module2<Tensor, Tensor, AdaptiveLogSoftmaxOutput> {
    /** The size of each sample. */
    public final long inFeatures;

    /** The number of classes. */
    public final long nClasses;

    /** Where the clusters begin; the last one is the number of classes. */
    public final long[] cutoffs;

    /** By how much the network of each cluster is smaller than that before. */
    public final double divValue;

    /** Whether the head adds something. */
    public final boolean headBias;

    /** The number of classes in the head. */
    public final long shortlistSize;

    /** The number of clusters. */
    public final int nClusters;

    /** The number of entries of the head: classes and clusters. */
    public final long headSize;

    /** The head. */
    public Linear head;

    /** The networks of the clusters. */
    public ModuleList<Sequential> tail;

    /**
     * Makes a softmax with Python's defaults.
     *
     * @param inFeatures the size of each sample
     * @param nClasses the number of classes
     * @param cutoffs where the clusters begin, growing, between 1 and {@code nClasses - 1}
     */
    public AdaptiveLogSoftmaxWithLoss(long inFeatures, long nClasses, long... cutoffs) {
        this(inFeatures, nClasses, cutoffs, options -> {});
    }

    /**
     * Makes a softmax.
     *
     * @param inFeatures the size of each sample
     * @param nClasses the number of classes
     * @param cutoffs where the clusters begin, growing, between 1 and {@code nClasses - 1}
     * @param options divValue, headBias, dtype, device
     * @throws IllegalArgumentException if there are no cutoffs, or they are not as they should be
     */
    public AdaptiveLogSoftmaxWithLoss(long inFeatures, long nClasses, long[] cutoffs, Consumer<Options> options) {
        Options chosen = new Options();
        options.accept(chosen);
        checkCutoffs(cutoffs, nClasses);
        this.inFeatures = inFeatures;
        this.nClasses = nClasses;
        this.cutoffs = Arrays.copyOf(cutoffs, cutoffs.length + 1);
        this.cutoffs[cutoffs.length] = nClasses;
        divValue = chosen.divValue;
        headBias = chosen.headBias;
        shortlistSize = cutoffs[0];
        nClusters = cutoffs.length;
        headSize = shortlistSize + nClusters;
        head = linear(inFeatures, headSize, headBias, chosen.factory());
        tail = new ModuleList<>(List.of());
        for (int i = 0; i < nClusters; i++) {
            long hidden = (long) Math.floor((double) inFeatures / Math.pow(divValue, i + 1.0));
            long classes = this.cutoffs[i + 1] - this.cutoffs[i];
            tail.append(new Sequential(
                    linear(inFeatures, hidden, false, chosen.factory()),
                    linear(hidden, classes, false, chosen.factory())));
        }
    }

    private static Linear linear(long in, long out, boolean bias, TensorFactory factory) {
        return new Linear(in, out, o -> o.bias(bias).device(factory.device()).dtype(factory.dtype()));
    }

    private static void checkCutoffs(long[] cutoffs, long nClasses) {
        if (cutoffs.length == 0) {
            throw new IllegalArgumentException("cutoffs should be a sequence of length larger than 0");
        }
        long last = 0;
        for (long cutoff : cutoffs) {
            if (cutoff <= last || cutoff > nClasses - 1) {
                throw new IllegalArgumentException("cutoffs should be a sequence of unique, positive integers sorted in"
                        + " an increasing order, where each value is between 1 and n_classes-1");
            }
            last = cutoff;
        }
    }

    /** Draws the parameters again. */
    public void resetParameters() {
        head.resetParameters();
        for (Sequential network : tail) {
            network.children().forEach(layer -> ((Linear) layer).resetParameters());
        }
    }

    @Override
    protected AdaptiveLogSoftmaxOutput forward(Tensor input, Tensor target) {
        checkShapes(input, target);
        if (target.dim() > 0) {
            return forwardBatch(input, target);
        }
        AdaptiveLogSoftmaxOutput batch = forwardBatch(input.unsqueeze(0), target.unsqueeze(0));
        return new AdaptiveLogSoftmaxOutput(batch.output().squeeze(0), batch.loss());
    }

    private static void checkShapes(Tensor input, Tensor target) {
        switch (target.dim()) {
            case 1 -> {
                if (input.size(0) != target.size(0)) {
                    throw new TorchException("Input and target should have the same size in the batch dimension.");
                }
                requireDims(input, 2, "1D target tensor expects 2D");
            }
            case 0 -> requireDims(input, 1, "0D target tensor expects 1D");
            default -> throw new TorchException("0D or 1D target tensor expected, multi-target not supported");
        }
    }

    private static void requireDims(Tensor input, int dims, String expectation) {
        if (input.dim() != dims) {
            throw new TorchException(
                    expectation + " input tensors, but found inputs with size " + PyText.size(input.shape()));
        }
    }

    private AdaptiveLogSoftmaxOutput forwardBatch(Tensor input, Tensor target) {
        long batch = target.size(0);
        Tensor output = Torch.zeros(o -> o.dtype(input.dtype()).device(input.device()), batch);
        Tensor places = Torch.emptyLike(target);
        long found = 0;
        for (int i = 0; i <= nClusters; i++) {
            long low = i == 0 ? 0 : cutoffs[i - 1];
            Tensor inCluster = target.ge(low).logicalAnd(target.lt(cutoffs[i]));
            Tensor rows = inCluster.nonzero().squeeze();
            if (rows.numel() == 0) {
                continue;
            }
            Tensor members = target.maskedSelect(inCluster);
            if (i == 0) {
                places.indexCopy_(0, rows, members);
            } else {
                Tensor logits = tail.get(i - 1).call(input.indexSelect(0, rows));
                places.indexFill_(0, rows, shortlistSize + i - 1);
                Tensor ofTarget =
                        F.logSoftmax(logits, 1).gather(1, members.sub(low).unsqueeze(1));
                output.indexCopy_(0, rows, ofTarget.squeeze(1));
            }
            found += rows.numel();
        }
        if (found != batch) {
            throw new TorchException("Target values should be in [0, " + (nClasses - 1) + "], but values in range ["
                    + target.min().itemLong() + ", " + target.max().itemLong() + "] were found. ");
        }
        Tensor ofHead = F.logSoftmax(head.call(input), 1);
        output.add_(ofHead.gather(1, places.unsqueeze(1)).squeeze());
        return new AdaptiveLogSoftmaxOutput(output, output.neg().mean());
    }

    /**
     * The log probabilities of all classes ({@code log_prob}).
     *
     * @param input samples, of shape {@code (N, inFeatures)}
     * @return of shape {@code (N, nClasses)}
     */
    public Tensor logProb(Tensor input) {
        return logProb(input, head.call(input));
    }

    private Tensor logProb(Tensor input, Tensor ofHead) {
        Tensor all = Torch.empty(o -> o.dtype(input.dtype()).device(input.device()), ofHead.size(0), nClasses);
        Tensor logHead = F.logSoftmax(ofHead, 1);
        all.narrow(1, 0, shortlistSize).copy_(logHead.narrow(1, 0, shortlistSize));
        for (int i = 0; i < nClusters; i++) {
            Tensor cluster = F.logSoftmax(tail.get(i).call(input), 1);
            Tensor ofCluster = logHead.select(1, shortlistSize + i).unsqueeze(1);
            all.narrow(1, cutoffs[i], cutoffs[i + 1] - cutoffs[i]).copy_(cluster.add(ofCluster));
        }
        return all;
    }

    /**
     * The most probable classes; clusters are looked into only for samples whose best entry of the head is a cluster.
     *
     * @param input samples, of shape {@code (N, inFeatures)}
     * @return class numbers, of shape {@code (N)}
     */
    public Tensor predict(Tensor input) {
        Tensor ofHead = head.call(input);
        Tensor output = ofHead.argmax(1);
        Tensor rows = output.ge(shortlistSize).nonzero().squeeze(1);
        if (rows.numel() > 0) {
            Tensor all = logProb(input.indexSelect(0, rows), ofHead.indexSelect(0, rows));
            output.indexCopy_(0, rows, all.argmax(1));
        }
        return output;
    }

    /** Options of this softmax. */
    public static final class Options extends FactoryOptions<Options> {
        private double divValue = 4;
        private boolean headBias;

        private Options() {}

        /**
         * By how much the network of each cluster is smaller than that before.
         *
         * @param divValue 4 by default
         * @return this
         */
        public Options divValue(double divValue) {
            this.divValue = divValue;
            return this;
        }

        /**
         * Whether the head adds something.
         *
         * @param headBias false by default
         * @return this
         */
        public Options headBias(boolean headBias) {
            this.headBias = headBias;
            return this;
        }
    }
}
