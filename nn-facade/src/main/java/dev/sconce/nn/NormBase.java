package dev.sconce.nn;

import dev.sconce.nn.init.Init;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** What batch and instance normalization share: attributes, parameters, running statistics ({@code _NormBase}). */
public abstract class NormBase extends Layer {
    /** The number of channels. */
    public long numFeatures;

    /** What is added to the variance. */
    public double eps;

    /** The weight of the newest batch in the running statistics; null for the plain mean. */
    public @Nullable Double momentum;

    /** Whether the result is scaled and shifted. */
    public boolean affine;

    /** Whether statistics are kept for evaluation. */
    public boolean trackRunningStats;

    /** The learned factors, or null. */
    public @Nullable Parameter weight;

    /** The learned shifts, or null. */
    public @Nullable Parameter bias;

    /** The running means, or null. */
    @RegisteredAs("running_mean")
    public @Nullable Buffer runningMean;

    /** The running variances, or null. */
    @RegisteredAs("running_var")
    public @Nullable Buffer runningVar;

    /** The number of batches seen, or null. */
    @RegisteredAs("num_batches_tracked")
    public @Nullable Buffer numBatchesTracked;

    NormBase(long numFeatures, NormOptions options) {
        TensorFactory factory = options.factory();
        this.numFeatures = numFeatures;
        eps = options.eps;
        momentum = options.momentum;
        affine = options.affine;
        trackRunningStats = options.trackRunningStats;
        makeParameters(factory, options);
        resetParameters();
    }

    void makeParameters(TensorFactory factory, NormOptions options) {
        registerParameter("weight", affine ? factory.parameter(numFeatures) : null);
        registerParameter("bias", affine && options.bias ? factory.parameter(numFeatures) : null);
        registerBuffer("running_mean", trackRunningStats ? factory.zeros(numFeatures) : null);
        registerBuffer("running_var", trackRunningStats ? factory.ones(numFeatures) : null);
        registerBuffer("num_batches_tracked", trackRunningStats ? factory.counter() : null);
    }

    /** Forgets the running statistics. */
    public void resetRunningStats() {
        if (trackRunningStats && runningMean != null && runningVar != null && numBatchesTracked != null) {
            runningMean.zero_();
            runningVar.fill_(1);
            numBatchesTracked.zero_();
        }
    }

    /** Sets the factors to one, the shifts to zero, and forgets the running statistics. */
    public void resetParameters() {
        resetRunningStats();
        if (weight != null) {
            Init.ones_(weight);
        }
        if (bias != null) {
            Init.zeros_(bias);
        }
    }

    /** Throws if the input has another number of dimensions than this class is for. */
    abstract void checkInputDim(Tensor input);

    static void requireDims(Tensor input, int unbatched, int batched) {
        int dims = input.dim();
        if (dims != unbatched && dims != batched) {
            throw new IllegalArgumentException(
                    unbatched == batched
                            ? "expected " + batched + "D input (got " + dims + "D input)"
                            : "expected " + unbatched + "D or " + batched + "D input (got " + dims + "D input)");
        }
    }

    @Override
    protected int version() {
        return 2;
    }

    /** Version 2 added the number of batches; older dicts do not have it. */
    @Override
    protected void loadFromStateDict(StateDictLoad load, String prefix) {
        if (load.version(prefix) < 2 && trackRunningStats) {
            String key = prefix + "num_batches_tracked";
            if (!load.values().containsKey(key)) {
                boolean known =
                        numBatchesTracked != null && !numBatchesTracked.device().equals(Device.META);
                load.values().put(key, known ? numBatchesTracked : TensorFactory.DEFAULT.counter());
            }
        }
        super.loadFromStateDict(load, prefix);
    }

    @Override
    public String extraRepr() {
        return numFeatures + ", eps=" + PyText.repr(eps) + ", momentum=" + PyText.repr(momentum) + ", affine="
                + PyText.repr(affine) + ", bias=" + PyText.repr(bias != null) + ", track_running_stats="
                + PyText.repr(trackRunningStats);
    }
}
