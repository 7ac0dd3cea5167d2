package dev.sconce.nn.init;

import dev.sconce.torch.DType;
import dev.sconce.torch.Generator;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import org.jspecify.annotations.Nullable;

/**
 * Draws from a normal distribution between two values, as {@code _no_grad_trunc_normal_}: by drawing again what falls
 * outside, or, where that would be most, by rejection from the uniform distribution.
 */
final class TruncatedNormal {
    private final Tensor tensor;
    private final double mean;
    private final double std;
    private final double low;
    private final double high;
    private final @Nullable Generator generator;

    TruncatedNormal(Tensor tensor, double mean, double std, double low, double high, @Nullable Generator generator) {
        this.tensor = tensor;
        this.mean = mean;
        this.std = std;
        this.low = low;
        this.high = high;
        this.generator = generator;
    }

    void fill() {
        double inside = cumulative((high - mean) / std) - cumulative((low - mean) / std);
        if (inside > 0.3) {
            drawAgain();
        } else {
            reject();
        }
    }

    /** The distribution function of the standard normal distribution. */
    private static double cumulative(double x) {
        try (Tensor erf = Torch.erf(Torch.full(new long[0], x / Math.sqrt(2.0), o -> o.dtype(DType.FLOAT64)))) {
            return (1.0 + erf.item()) / 2.0;
        }
    }

    private void drawAgain() {
        // The bounds as the tensor's type can hold them.
        double least = inTensorType(low);
        double greatest = inTensorType(high);
        Tensor result = tensor.normal_(mean, std, generator);
        while (true) {
            Tensor outside = result.lt(least).logicalOr(result.gt(greatest));
            if (!outside.any().itemBoolean()) {
                break;
            }
            result = Torch.where(outside, Torch.emptyLike(result).normal_(mean, std, generator), result);
        }
        if (result != tensor) {
            tensor.copy_(result);
        }
    }

    private double inTensorType(double value) {
        return Torch.full(new long[0], value, options -> options.dtype(tensor.dtype()))
                .item();
    }

    private void reject() {
        double mode = Math.max(low, Math.min(mean, high));
        double logPeak = -0.5 * ((mode - mean) / std) * ((mode - mean) / std);
        Tensor candidates = Torch.emptyLike(tensor);
        Tensor accept = Torch.emptyLike(tensor);
        tensor.uniform_(low, high, generator);
        candidates.copy_(tensor);
        Tensor pending = rejected(candidates, accept, logPeak);
        if (!pending.any().itemBoolean()) {
            return;
        }
        Tensor result = tensor;
        do {
            candidates.uniform_(low, high, generator);
            result = Torch.where(pending, candidates, result);
            pending = Torch.where(pending, rejected(candidates, accept, logPeak), pending);
        } while (pending.any().itemBoolean());
        tensor.copy_(result);
    }

    /** Overwrites the candidates with their log densities. */
    private Tensor rejected(Tensor candidates, Tensor accept, double logPeak) {
        candidates.sub_(mean).div_(std).pow_(2).mul_(-0.5).sub_(logPeak);
        return accept.uniform_(0, 1, generator).log_().gt(candidates);
    }
}
