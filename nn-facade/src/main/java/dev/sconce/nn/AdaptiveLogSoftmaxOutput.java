package dev.sconce.nn;

import dev.sconce.torch.Tensor;

/**
 * What {@link AdaptiveLogSoftmaxWithLoss} returns: Python's named tuple {@code (output, loss)}.
 *
 * @param output the log probability of each sample's target
 * @param loss the mean of their negatives
 */
public record AdaptiveLogSoftmaxOutput(Tensor output, Tensor loss) {}
