package dev.sconce.nn.functional;

import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** Losses of an input that a linear layer makes logits of. */
public abstract class LinearLossFunctions extends LossFunctions {
    LinearLossFunctions() {}

    /**
     * The mean cross entropy of a linear layer's output. ({@code linear_cross_entropy})
     *
     * @param input samples, of shape {@code (F)} or {@code (N, F)}
     * @param linearWeight of shape {@code (C, F)}, or {@code (C, d1, ..., F)} for a loss of several dimensions
     * @param target class numbers {@code (N, d1, ...)} or probabilities {@code (N, C, d1, ...)}
     * @return the loss
     * @throws dev.sconce.torch.TorchException if shapes do not fit, in Python's words
     */
    public static Tensor linearCrossEntropy(Tensor input, Tensor linearWeight, Tensor target) {
        return linearCrossEntropy(input, linearWeight, target, null, null, "mean", null, 0, null);
    }

    /**
     * The cross entropy of a linear layer's output. ({@code linear_cross_entropy})
     *
     * @param input samples, of shape {@code (F)} or {@code (N, F)}
     * @param linearWeight of shape {@code (C, F)}, or {@code (C, d1, ..., F)} for a loss of several dimensions
     * @param target class numbers {@code (N, d1, ...)} or probabilities {@code (N, C, d1, ...)}
     * @param linearBias of the linear weight's shape without the last dimension, or null
     * @param weight a factor for each class, or null
     * @param reduction {@code mean}, {@code sum}, or {@code none}
     * @param ignoreIndex a class number that does not count; null for -100
     * @param labelSmoothing how much of the target is spread over all classes, between 0 and 1
     * @param options to go through the batch in chunks, which saves memory; null for all at once
     * @return the loss
     * @throws dev.sconce.torch.TorchException if shapes do not fit, in Python's words
     */
    public static Tensor linearCrossEntropy(
            Tensor input,
            Tensor linearWeight,
            Tensor target,
            @Nullable Tensor linearBias,
            @Nullable Tensor weight,
            String reduction,
            @Nullable Long ignoreIndex,
            double labelSmoothing,
            @Nullable LinearCrossEntropyOptions options) {
        LinearLossInputs inputs = new LinearLossInputs(input, linearWeight, target, linearBias, weight);
        return new LinearCrossEntropy(inputs, reduction, ignoreIndex, labelSmoothing).run(options);
    }
}
