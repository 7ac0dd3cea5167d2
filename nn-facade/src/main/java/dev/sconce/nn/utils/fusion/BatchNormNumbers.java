package dev.sconce.nn.utils.fusion;

import dev.sconce.nn.BatchNorm;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import org.jspecify.annotations.Nullable;

/**
 * What a batch norm in evaluation multiplies by and adds.
 *
 * @param runningMean the running means
 * @param runningVar the running variances
 * @param eps what is added to the variances
 * @param weight the learned factors, or null for ones
 * @param bias the learned shifts, or null for zeros
 */
public record BatchNormNumbers(
        Tensor runningMean,
        Tensor runningVar,
        double eps,
        @Nullable Tensor weight,
        @Nullable Tensor bias) {

    /**
     * The numbers of a batch norm.
     *
     * @param norm the batch norm
     * @return the numbers
     * @throws IllegalArgumentException if it keeps no running statistics
     */
    public static BatchNormNumbers of(BatchNorm norm) {
        Tensor mean = norm.runningMean;
        Tensor variance = norm.runningVar;
        if (mean == null || variance == null) {
            throw new IllegalArgumentException("bn.running_mean and bn.running_var must not be None");
        }
        return new BatchNormNumbers(mean, variance, norm.eps, norm.weight, norm.bias);
    }

    Tensor factors() {
        return weight == null ? Torch.onesLike(runningMean) : weight;
    }

    Tensor shifts() {
        return bias == null ? Torch.zerosLike(runningMean) : bias;
    }

    Tensor reciprocalDeviations() {
        return runningVar.add(eps).rsqrt();
    }
}
