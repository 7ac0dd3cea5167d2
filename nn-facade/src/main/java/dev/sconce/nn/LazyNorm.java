package dev.sconce.nn;

import dev.sconce.torch.Tensor;

/** What the lazy normalizations share ({@code _LazyNormBase}). */
final class LazyNorm {
    private LazyNorm() {}

    static void makeParameters(NormBase norm, TensorFactory factory, boolean bias) {
        boolean statistics = norm.trackRunningStats;
        norm.registerParameter("weight", norm.affine ? new UninitializedParameter(factory) : null);
        norm.registerParameter("bias", norm.affine && bias ? new UninitializedParameter(factory) : null);
        norm.registerBuffer("running_mean", statistics ? new UninitializedBuffer(factory) : null);
        norm.registerBuffer("running_var", statistics ? new UninitializedBuffer(factory) : null);
        norm.registerBuffer("num_batches_tracked", statistics ? factory.counter() : null);
    }

    /** Finds the number of channels, and sets parameters and statistics. */
    static void initialize(NormBase norm, Tensor input) {
        if (!UninitializedTensor.isAnyOf(norm)) {
            return;
        }
        norm.numFeatures = input.size(1);
        UninitializedTensor.materialize(norm.weight, norm.numFeatures);
        UninitializedTensor.materialize(norm.bias, norm.numFeatures);
        UninitializedTensor.materialize(norm.runningMean, norm.numFeatures);
        UninitializedTensor.materialize(norm.runningVar, norm.numFeatures);
        norm.resetParameters();
    }
}
