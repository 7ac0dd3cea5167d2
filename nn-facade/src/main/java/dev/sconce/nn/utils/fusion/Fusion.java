package dev.sconce.nn.utils.fusion;

import dev.sconce.nn.BatchNorm;
import dev.sconce.nn.ConvNd;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.Parameter;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts a batch norm into the layer before it: the functions of {@code torch.nn.utils.fusion}. */
public final class Fusion {
    private Fusion() {}

    /**
     * Makes one convolution of a convolution and the batch norm after it.
     *
     * @param conv a convolution in evaluation
     * @param norm a batch norm in evaluation that has running statistics
     * @param <C> the convolution's class
     * @return a new convolution; the two layers stay as they are
     * @throws IllegalArgumentException if one of them is in training, or there are no statistics
     */
    public static <C extends ConvNd> C fuseConvBnEval(C conv, BatchNorm norm) {
        return fuseConvBnEval(conv, norm, false);
    }

    /**
     * Makes one convolution of a convolution and the batch norm after it.
     *
     * @param conv a convolution in evaluation
     * @param norm a batch norm in evaluation that has running statistics
     * @param transpose whether the output channels are the second dimension of the weight, as in transposed convolutions
     * @param <C> the convolution's class
     * @return a new convolution; the two layers stay as they are
     * @throws IllegalArgumentException if one of them is in training, or there are no statistics
     */
    public static <C extends ConvNd> C fuseConvBnEval(C conv, BatchNorm norm, boolean transpose) {
        C fused = copyOf(conv, norm);
        FusedWeights weights = fuseConvBnWeights(conv.weight, conv.bias, BatchNormNumbers.of(norm), transpose);
        fused.weight = weights.weight();
        fused.bias = weights.bias();
        return fused;
    }

    /**
     * The parameters of a convolution with a batch norm in it.
     *
     * @param weight the convolution's weight
     * @param bias its bias, or null
     * @param norm the batch norm's numbers
     * @param transpose whether the output channels are the second dimension of the weight
     * @return new parameters, of the dtypes of the given ones
     */
    public static FusedWeights fuseConvBnWeights(
            Tensor weight, @Nullable Tensor bias, BatchNormNumbers norm, boolean transpose) {
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            Tensor before = bias == null ? Torch.zerosLike(norm.runningMean()) : bias;
            Tensor deviations = norm.reciprocalDeviations();
            long[] shape = new long[weight.dim()];
            Arrays.fill(shape, 1);
            shape[transpose ? 1 : 0] = -1;
            Tensor fusedWeight = weight.mul(norm.factors().mul(deviations).reshape(shape));
            Tensor fusedBias = before.sub(norm.runningMean())
                    .mul(deviations)
                    .mul(norm.factors())
                    .add(norm.shifts());
            return parameters(weight, bias, fusedWeight, fusedBias);
        }
    }

    /**
     * Makes one linear layer of a linear layer and the batch norm after it.
     *
     * @param linear a linear layer in evaluation
     * @param norm a batch norm in evaluation that has running statistics, of as many features, or of one
     * @param <L> the linear layer's class
     * @return a new linear layer; the two layers stay as they are
     * @throws IllegalArgumentException if one of them is in training, the features differ, or there are no statistics
     */
    public static <L extends Linear> L fuseLinearBnEval(L linear, BatchNorm norm) {
        L fused = copyOf(linear, norm);
        if (linear.outFeatures != norm.numFeatures && norm.numFeatures != 1) {
            throw new IllegalArgumentException(
                    "To fuse, linear.out_features == bn.num_features or bn.num_features == 1,"
                            + " got linear.out_features=" + linear.outFeatures + " and bn.num_features="
                            + norm.numFeatures);
        }
        FusedWeights weights = fuseLinearBnWeights(linear.weight, linear.bias, BatchNormNumbers.of(norm));
        fused.weight = weights.weight();
        fused.bias = weights.bias();
        return fused;
    }

    /**
     * The parameters of a linear layer with a batch norm in it.
     *
     * @param weight the linear layer's weight
     * @param bias its bias, or null
     * @param norm the batch norm's numbers
     * @return new parameters, of the dtypes of the given ones
     */
    public static FusedWeights fuseLinearBnWeights(Tensor weight, @Nullable Tensor bias, BatchNormNumbers norm) {
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            Tensor before = bias == null ? Torch.zerosLike(norm.runningMean()) : bias;
            Tensor factors = norm.factors().mul(norm.reciprocalDeviations());
            Tensor fusedWeight = weight.mul(factors.unsqueeze(-1).to(weight.dtype()));
            Tensor fusedBias = before.sub(norm.runningMean()).mul(factors).add(norm.shifts());
            return parameters(weight, bias, fusedWeight, fusedBias);
        }
    }

    private static FusedWeights parameters(Tensor weight, @Nullable Tensor bias, Tensor fusedWeight, Tensor fusedBias) {
        return new FusedWeights(
                new Parameter(fusedWeight.to(weight.dtype()), weight.requiresGrad()),
                new Parameter(
                        fusedBias.to(bias == null ? weight.dtype() : bias.dtype()),
                        bias != null && bias.requiresGrad()));
    }

    @SuppressWarnings("unchecked") // a copy has the class of what it copies
    private static <M extends Module> M copyOf(M layer, BatchNorm norm) {
        if (layer.isTraining() || norm.isTraining()) {
            throw new IllegalArgumentException("Fusion only for eval!");
        }
        return (M) layer.deepCopy();
    }
}
