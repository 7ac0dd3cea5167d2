package dev.sconce.nn.init;

import dev.sconce.nn.internal.PyWarnings;
import dev.sconce.torch.Generator;
import dev.sconce.torch.Linalg;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Initial values of parameters, as {@code torch.nn.init}. All functions work in place, without being recorded, and return
 * their tensor; with the same seed they draw Python's numbers.
 *
 * <p>The names that Python keeps for old code, without the underscore, are left out.
 */
public final class Init extends Distributions {
    private static final List<String> LINEAR = List.of(
            "linear",
            "conv1d",
            "conv2d",
            "conv3d",
            "conv_transpose1d",
            "conv_transpose2d",
            "conv_transpose3d",
            "sigmoid");

    private Init() {}

    /**
     * The factor that keeps variances through a nonlinearity.
     *
     * @param nonlinearity such as {@code linear}, {@code tanh}, {@code relu}, {@code leaky_relu} or {@code selu}
     * @return the factor
     * @throws IllegalArgumentException if it is not known
     */
    public static double calculateGain(String nonlinearity) {
        return calculateGain(nonlinearity, null);
    }

    /**
     * The factor that keeps variances through a nonlinearity.
     *
     * @param nonlinearity such as {@code linear}, {@code tanh}, {@code relu}, {@code leaky_relu} or {@code selu}
     * @param param the slope of {@code leaky_relu}; 0.01 if null
     * @return the factor
     * @throws IllegalArgumentException if the nonlinearity is not known
     */
    public static double calculateGain(String nonlinearity, @Nullable Number param) {
        if (LINEAR.contains(nonlinearity)) {
            return 1;
        }
        return switch (nonlinearity) {
            case "tanh" -> 5.0 / 3;
            case "relu" -> Math.sqrt(2.0);
            case "leaky_relu" -> {
                double slope = param == null ? 0.01 : param.doubleValue();
                yield Math.sqrt(2.0 / (1 + slope * slope));
            }
            case "selu" -> 3.0 / 4;
            default -> throw new IllegalArgumentException("Unsupported nonlinearity " + nonlinearity);
        };
    }

    /**
     * Sets all elements to a value.
     *
     * @param tensor the tensor
     * @param value the value
     * @param <T> its class
     * @return the tensor
     */
    public static <T extends Tensor> T constant_(T tensor, Number value) {
        return noGrad(tensor, t -> t.fill_(value));
    }

    /**
     * Sets all elements to one.
     *
     * @param tensor the tensor
     * @param <T> its class
     * @return the tensor
     */
    public static <T extends Tensor> T ones_(T tensor) {
        return constant_(tensor, 1.0);
    }

    /**
     * Sets all elements to zero.
     *
     * @param tensor the tensor
     * @param <T> its class
     * @return the tensor
     */
    public static <T extends Tensor> T zeros_(T tensor) {
        return noGrad(tensor, Tensor::zero_);
    }

    /**
     * Makes a matrix the identity.
     *
     * @param tensor a tensor of two dimensions
     * @param <T> its class
     * @return the tensor
     * @throws IllegalArgumentException if it has another number of dimensions
     */
    public static <T extends Tensor> T eye_(T tensor) {
        requireTwoDimensions(tensor);
        return noGrad(tensor, t -> Torch.eyeOut(t, t.size(0), t.size(1)));
    }

    /**
     * Makes a convolution's weight the identity of as many channels as possible.
     *
     * @param tensor a tensor of 3 to 5 dimensions
     * @param <T> its class
     * @return the tensor
     * @throws IllegalArgumentException if it has another number of dimensions
     */
    public static <T extends Tensor> T dirac_(T tensor) {
        return dirac_(tensor, 1);
    }

    /**
     * Makes a grouped convolution's weight the identity of as many channels as possible.
     *
     * @param tensor a tensor of 3 to 5 dimensions
     * @param groups the number of groups
     * @param <T> its class
     * @return the tensor
     * @throws IllegalArgumentException if it has another number of dimensions, or the first cannot be divided by groups
     */
    public static <T extends Tensor> T dirac_(T tensor, long groups) {
        int dims = tensor.dim();
        if (dims < 3 || dims > 5) {
            throw new IllegalArgumentException("Only tensors with 3, 4, or 5 dimensions are supported");
        }
        long[] shape = tensor.shape();
        if (shape[0] % groups != 0) {
            throw new IllegalArgumentException("dim 0 must be divisible by groups");
        }
        long perGroup = shape[0] / groups;
        return isMeta(tensor)
                ? tensor
                : noGrad(tensor, t -> {
                    t.zero_();
                    for (long group = 0; group < groups; group++) {
                        for (long d = 0; d < Math.min(perGroup, shape[1]); d++) {
                            Tensor at = t.select(0, group * perGroup + d).select(0, d);
                            for (int i = 2; i < dims; i++) {
                                at = at.select(0, shape[i] / 2);
                            }
                            at.fill_(1);
                        }
                    }
                });
    }

    /**
     * Draws uniformly, as Glorot and Bengio.
     *
     * @param tensor a tensor of two dimensions or more
     * @param <T> its class
     * @return the tensor
     * @throws IllegalArgumentException if it has fewer dimensions
     */
    public static <T extends Tensor> T xavierUniform_(T tensor) {
        return xavierUniform_(tensor, 1, null);
    }

    /**
     * Draws uniformly, as Glorot and Bengio.
     *
     * @param tensor a tensor of two dimensions or more
     * @param gain a factor
     * @param generator what to draw from; null for the global one
     * @param <T> its class
     * @return the tensor
     * @throws IllegalArgumentException if it has fewer dimensions
     */
    public static <T extends Tensor> T xavierUniform_(T tensor, double gain, @Nullable Generator generator) {
        Fans fans = Fans.of(tensor);
        double std = gain * Math.sqrt(2.0 / (double) (fans.in() + fans.out()));
        double bound = Math.sqrt(3.0) * std;
        return uniform_(tensor, -bound, bound, generator);
    }

    /**
     * Draws from a normal distribution, as Glorot and Bengio.
     *
     * @param tensor a tensor of two dimensions or more
     * @param <T> its class
     * @return the tensor
     * @throws IllegalArgumentException if it has fewer dimensions
     */
    public static <T extends Tensor> T xavierNormal_(T tensor) {
        return xavierNormal_(tensor, 1, null);
    }

    /**
     * Draws from a normal distribution, as Glorot and Bengio.
     *
     * @param tensor a tensor of two dimensions or more
     * @param gain a factor
     * @param generator what to draw from; null for the global one
     * @param <T> its class
     * @return the tensor
     * @throws IllegalArgumentException if it has fewer dimensions
     */
    public static <T extends Tensor> T xavierNormal_(T tensor, double gain, @Nullable Generator generator) {
        Fans fans = Fans.of(tensor);
        double std = gain * Math.sqrt(2.0 / (double) (fans.in() + fans.out()));
        return normal_(tensor, 0, std, generator);
    }

    /**
     * Draws uniformly, as He and others, for a relu after the layer.
     *
     * @param tensor a tensor of two dimensions or more
     * @param <T> its class
     * @return the tensor
     * @throws IllegalArgumentException if it has fewer dimensions
     */
    public static <T extends Tensor> T kaimingUniform_(T tensor) {
        return kaimingUniform_(tensor, 0);
    }

    /**
     * Draws uniformly, as He and others, for a leaky relu after the layer.
     *
     * @param tensor a tensor of two dimensions or more
     * @param a the slope of the leaky relu
     * @param <T> its class
     * @return the tensor
     * @throws IllegalArgumentException if it has fewer dimensions
     */
    public static <T extends Tensor> T kaimingUniform_(T tensor, double a) {
        return kaimingUniform_(tensor, a, "fan_in", "leaky_relu", null);
    }

    /**
     * Draws uniformly, as He and others.
     *
     * @param tensor a tensor of two dimensions or more
     * @param a the slope of the leaky relu
     * @param mode {@code fan_in} or {@code fan_out}: whether variances are kept forward or backward
     * @param nonlinearity what comes after the layer; see {@link #calculateGain(String)}
     * @param generator what to draw from; null for the global one
     * @param <T> its class
     * @return the tensor
     * @throws IllegalArgumentException if it has fewer dimensions, or the mode or nonlinearity is not known
     */
    public static <T extends Tensor> T kaimingUniform_(
            T tensor, double a, String mode, String nonlinearity, @Nullable Generator generator) {
        if (tensor.numel() == 0) {
            PyWarnings.warn("Initializing zero-element tensors is a no-op");
            return tensor;
        }
        double std = calculateGain(nonlinearity, a, mode, tensor);
        double bound = Math.sqrt(3.0) * std;
        return uniform_(tensor, -bound, bound, generator);
    }

    /**
     * Draws from a normal distribution, as He and others, for a relu after the layer.
     *
     * @param tensor a tensor of two dimensions or more
     * @param <T> its class
     * @return the tensor
     * @throws IllegalArgumentException if it has fewer dimensions
     */
    public static <T extends Tensor> T kaimingNormal_(T tensor) {
        return kaimingNormal_(tensor, 0, "fan_in", "leaky_relu");
    }

    /**
     * Draws from a normal distribution, as He and others.
     *
     * @param tensor a tensor of two dimensions or more
     * @param mode {@code fan_in} or {@code fan_out}: whether variances are kept forward or backward
     * @param nonlinearity what comes after the layer; see {@link #calculateGain(String)}
     * @param <T> its class
     * @return the tensor
     * @throws IllegalArgumentException if it has fewer dimensions, or the mode or nonlinearity is not known
     */
    public static <T extends Tensor> T kaimingNormal_(T tensor, String mode, String nonlinearity) {
        return kaimingNormal_(tensor, 0, mode, nonlinearity);
    }

    /**
     * Draws from a normal distribution, as He and others.
     *
     * @param tensor a tensor of two dimensions or more
     * @param a the slope of the leaky relu
     * @param mode {@code fan_in} or {@code fan_out}: whether variances are kept forward or backward
     * @param nonlinearity what comes after the layer; see {@link #calculateGain(String)}
     * @param <T> its class
     * @return the tensor
     * @throws IllegalArgumentException if it has fewer dimensions, or the mode or nonlinearity is not known
     */
    public static <T extends Tensor> T kaimingNormal_(T tensor, double a, String mode, String nonlinearity) {
        return kaimingNormal_(tensor, a, mode, nonlinearity, null);
    }

    /**
     * Draws from a normal distribution, as He and others.
     *
     * @param tensor a tensor of two dimensions or more
     * @param a the slope of the leaky relu
     * @param mode {@code fan_in} or {@code fan_out}: whether variances are kept forward or backward
     * @param nonlinearity what comes after the layer; see {@link #calculateGain(String)}
     * @param generator what to draw from; null for the global one
     * @param <T> its class
     * @return the tensor
     * @throws IllegalArgumentException if it has fewer dimensions, or the mode or nonlinearity is not known
     */
    public static <T extends Tensor> T kaimingNormal_(
            T tensor, double a, String mode, String nonlinearity, @Nullable Generator generator) {
        if (tensor.numel() == 0) {
            PyWarnings.warn("Initializing zero-element tensors is a no-op");
            return tensor;
        }
        return normal_(tensor, 0, calculateGain(nonlinearity, a, mode, tensor), generator);
    }

    private static double calculateGain(String nonlinearity, double a, String mode, Tensor tensor) {
        double fan = Fans.of(tensor).of(mode);
        return calculateGain(nonlinearity, a) / Math.sqrt(fan);
    }

    /**
     * Makes a matrix (semi-)orthogonal, as Saxe and others.
     *
     * @param tensor a tensor of two dimensions or more; all but the first are taken as one
     * @param <T> its class
     * @return the tensor
     * @throws IllegalArgumentException if it has fewer dimensions
     */
    public static <T extends Tensor> T orthogonal_(T tensor) {
        return orthogonal_(tensor, 1, null);
    }

    /**
     * Makes a matrix (semi-)orthogonal, as Saxe and others.
     *
     * @param tensor a tensor of two dimensions or more; all but the first are taken as one
     * @param gain a factor
     * @param generator what to draw from; null for the global one
     * @param <T> its class
     * @return the tensor
     * @throws IllegalArgumentException if it has fewer dimensions
     */
    public static <T extends Tensor> T orthogonal_(T tensor, Number gain, @Nullable Generator generator) {
        if (tensor.dim() < 2) {
            throw new IllegalArgumentException("Only tensors with 2 or more dimensions are supported");
        }
        if (tensor.numel() == 0 || isMeta(tensor)) {
            return tensor;
        }
        long rows = tensor.size(0);
        long columns = tensor.numel() / rows;
        return noGrad(tensor, t -> {
            Tensor flat = t.newEmpty(rows, columns).normal_(0, 1, generator);
            if (rows < columns) {
                flat.t_();
            }
            var qr = Linalg.qr(flat);
            // The signs make the distribution uniform: https://arxiv.org/pdf/math-ph/0609050.pdf
            Tensor q = qr.q().mul_(Torch.diag(qr.r(), 0).sign());
            if (rows < columns) {
                q.t_();
            }
            t.viewAs(q).copy_(q);
            t.mul_(gain);
        });
    }

    /**
     * Draws a matrix from a normal distribution of deviation 0.01 and sets a part of each column to zero.
     *
     * @param tensor a tensor of two dimensions
     * @param sparsity the part of each column, between 0 and 1
     * @param <T> its class
     * @return the tensor
     * @throws IllegalArgumentException if it has another number of dimensions
     */
    public static <T extends Tensor> T sparse_(T tensor, double sparsity) {
        return sparse_(tensor, sparsity, 0.01, null);
    }

    /**
     * Draws a matrix from a normal distribution and sets a part of each column to zero.
     *
     * @param tensor a tensor of two dimensions
     * @param sparsity the part of each column, between 0 and 1
     * @param std the standard deviation
     * @param generator what to draw the values from; null for the global one
     * @param <T> its class
     * @return the tensor
     * @throws IllegalArgumentException if it has another number of dimensions
     */
    public static <T extends Tensor> T sparse_(T tensor, double sparsity, double std, @Nullable Generator generator) {
        requireTwoDimensions(tensor);
        if (isMeta(tensor)) {
            return tensor;
        }
        long rows = tensor.size(0);
        long zeros = (long) Math.ceil(sparsity * rows);
        return noGrad(tensor, t -> {
            t.normal_(0, std, generator);
            for (long column = 0; column < t.size(1); column++) {
                t.select(1, column).indexFill_(0, Torch.randperm(rows).narrow(0, 0, zeros), 0);
            }
        });
    }

    private static void requireTwoDimensions(Tensor tensor) {
        if (tensor.dim() != 2) {
            throw new IllegalArgumentException("Only tensors with 2 dimensions are supported");
        }
    }
}
