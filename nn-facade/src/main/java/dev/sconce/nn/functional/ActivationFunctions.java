package dev.sconce.nn.functional;

import dev.sconce.torch.DType;
import dev.sconce.torch.MemoryFormat;
import dev.sconce.torch.NnOps;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import org.jspecify.annotations.Nullable;

/** Functions of each element, and softmax. */
public abstract class ActivationFunctions extends ConvolutionFunctions {
    ActivationFunctions() {}

    /** Zero below zero, the input itself above. ({@code relu}) */
    public static Tensor relu(Tensor input) {
        return Torch.relu(input);
    }

    /** Zero below zero, the input itself above, in place if asked. */
    public static Tensor relu(Tensor input, boolean inplace) {
        return inplace ? Torch.relu_(input) : Torch.relu(input);
    }

    /** The in-place form of relu. */
    public static Tensor relu_(Tensor input) {
        return Torch.relu_(input);
    }

    /** The input where it is above a threshold, a value elsewhere. ({@code threshold}) */
    public static Tensor threshold(Tensor input, Number threshold, Number value) {
        return Torch.threshold(input, threshold, value);
    }

    /** The input where it is above a threshold, a value elsewhere, in place if asked. */
    public static Tensor threshold(Tensor input, Number threshold, Number value, boolean inplace) {
        return inplace ? Torch.threshold_(input, threshold, value) : Torch.threshold(input, threshold, value);
    }

    /** The in-place form of threshold. */
    public static Tensor threshold_(Tensor input, Number threshold, Number value) {
        return Torch.threshold_(input, threshold, value);
    }

    /** Clamps to -1 and 1. ({@code hardtanh}) */
    public static Tensor hardtanh(Tensor input) {
        return NnOps.hardtanh(input);
    }

    /** Clamps to two values. ({@code hardtanh}) */
    public static Tensor hardtanh(Tensor input, Number minVal, Number maxVal) {
        return hardtanh(input, minVal, maxVal, false);
    }

    /** Clamps to two values, in place if asked. */
    public static Tensor hardtanh(Tensor input, Number minVal, Number maxVal, boolean inplace) {
        if (minVal.doubleValue() > maxVal.doubleValue()) {
            throw new IllegalArgumentException("min_val cannot be greater than max_val");
        }
        return inplace ? NnOps.hardtanh_(input, minVal, maxVal) : NnOps.hardtanh(input, minVal, maxVal);
    }

    /** The in-place form of hardtanh. */
    public static Tensor hardtanh_(Tensor input, Number minVal, Number maxVal) {
        return NnOps.hardtanh_(input, minVal, maxVal);
    }

    /** Clamps to 0 and 6. ({@code relu6}) */
    public static Tensor relu6(Tensor input) {
        return NnOps.relu6(input);
    }

    /** Clamps to 0 and 6, in place if asked. */
    public static Tensor relu6(Tensor input, boolean inplace) {
        return inplace ? NnOps.relu6_(input) : NnOps.relu6(input);
    }

    /** Above zero the input, below it an exponential. ({@code elu}) */
    public static Tensor elu(Tensor input) {
        return NnOps.elu(input);
    }

    /** Above zero the input, below it an exponential. */
    public static Tensor elu(Tensor input, Number alpha) {
        return NnOps.elu(input, alpha);
    }

    /** Above zero the input, below it an exponential, in place if asked. */
    public static Tensor elu(Tensor input, Number alpha, boolean inplace) {
        return inplace ? NnOps.elu_(input, alpha) : NnOps.elu(input, alpha);
    }

    /** The in-place form of elu. */
    public static Tensor elu_(Tensor input, Number alpha) {
        return NnOps.elu_(input, alpha);
    }

    /** The scaled exponential linear unit. ({@code selu}) */
    public static Tensor selu(Tensor input) {
        return Torch.selu(input);
    }

    /** The scaled exponential linear unit, in place if asked. */
    public static Tensor selu(Tensor input, boolean inplace) {
        return inplace ? Torch.selu_(input) : Torch.selu(input);
    }

    /** The in-place form of selu. */
    public static Tensor selu_(Tensor input) {
        return Torch.selu_(input);
    }

    /** The continuously differentiable exponential linear unit. ({@code celu}) */
    public static Tensor celu(Tensor input) {
        return Torch.celu(input);
    }

    /** The continuously differentiable exponential linear unit. */
    public static Tensor celu(Tensor input, Number alpha) {
        return Torch.celu(input, alpha);
    }

    /** The continuously differentiable exponential linear unit, in place if asked. */
    public static Tensor celu(Tensor input, Number alpha, boolean inplace) {
        return inplace ? Torch.celu_(input, alpha) : Torch.celu(input, alpha);
    }

    /** The in-place form of celu. */
    public static Tensor celu_(Tensor input, Number alpha) {
        return Torch.celu_(input, alpha);
    }

    /** Above zero the input, below it a part of it. ({@code leaky_relu}) */
    public static Tensor leakyRelu(Tensor input) {
        return NnOps.leakyRelu(input);
    }

    /** Above zero the input, below it a part of it. */
    public static Tensor leakyRelu(Tensor input, Number negativeSlope) {
        return NnOps.leakyRelu(input, negativeSlope);
    }

    /** Above zero the input, below it a part of it, in place if asked. */
    public static Tensor leakyRelu(Tensor input, Number negativeSlope, boolean inplace) {
        return inplace ? NnOps.leakyRelu_(input, negativeSlope) : NnOps.leakyRelu(input, negativeSlope);
    }

    /** The in-place form of leakyRelu. */
    public static Tensor leakyRelu_(Tensor input, Number negativeSlope) {
        return NnOps.leakyRelu_(input, negativeSlope);
    }

    /** Above zero the input, below it the input times a weight. ({@code prelu}) */
    public static Tensor prelu(Tensor input, Tensor weight) {
        return Torch.prelu(input, weight);
    }

    /** A leaky relu with the slope in the middle of 1/8 and 1/3. ({@code rrelu}) */
    public static Tensor rrelu(Tensor input) {
        return Torch.rrelu(input);
    }

    /** A leaky relu whose slope is drawn in training. ({@code rrelu}) */
    public static Tensor rrelu(Tensor input, Number lower, Number upper, boolean training, boolean inplace) {
        return inplace
                ? Torch.rrelu_(input, lower, upper, training, null)
                : Torch.rrelu(input, lower, upper, training, null);
    }

    /** The in-place form of rrelu. */
    public static Tensor rrelu_(Tensor input, Number lower, Number upper, boolean training) {
        return Torch.rrelu_(input, lower, upper, training, null);
    }

    /** The logarithm of the sigmoid. ({@code logsigmoid}) */
    public static Tensor logsigmoid(Tensor input) {
        return NnOps.logSigmoid(input);
    }

    /** The input times the normal distribution function of it. ({@code gelu}) */
    public static Tensor gelu(Tensor input) {
        return NnOps.gelu(input);
    }

    /** Gelu, exact ({@code none}) or by the {@code tanh}. ({@code gelu}) */
    public static Tensor gelu(Tensor input, String approximate) {
        return NnOps.gelu(input, approximate);
    }

    /** One half of the last dimension times the sigmoid of the other. ({@code glu}) */
    public static Tensor glu(Tensor input) {
        return glu(input, -1);
    }

    /** One half of a dimension times the sigmoid of the other. ({@code glu}) */
    public static Tensor glu(Tensor input, long dim) {
        if (input.dim() == 0) {
            throw new TorchException("glu does not support scalars because halving size must be even");
        }
        return NnOps.glu(input, dim);
    }

    /** Zero between -0.5 and 0.5, the input elsewhere. ({@code hardshrink}) */
    public static Tensor hardshrink(Tensor input) {
        return Torch.hardshrink(input);
    }

    /** Zero between two values, the input elsewhere. ({@code hardshrink}) */
    public static Tensor hardshrink(Tensor input, Number lambd) {
        return Torch.hardshrink(input, lambd);
    }

    /** Moves the input by 0.5 towards zero. ({@code softshrink}) */
    public static Tensor softshrink(Tensor input) {
        return NnOps.softshrink(input);
    }

    /** Moves the input towards zero. ({@code softshrink}) */
    public static Tensor softshrink(Tensor input, Number lambd) {
        return NnOps.softshrink(input, lambd);
    }

    /** The input less its tanh. ({@code tanhshrink}) */
    public static Tensor tanhshrink(Tensor input) {
        return input.sub(input.tanh());
    }

    /** The input over its absolute value plus one. ({@code softsign}) */
    public static Tensor softsign(Tensor input) {
        return input.div(input.abs().add(1));
    }

    /** A smooth relu. ({@code softplus}) */
    public static Tensor softplus(Tensor input) {
        return NnOps.softplus(input);
    }

    /** A smooth relu, linear above a threshold. ({@code softplus}) */
    public static Tensor softplus(Tensor input, Number beta, Number threshold) {
        return NnOps.softplus(input, beta, threshold);
    }

    /** The hyperbolic tangent. ({@code tanh}) */
    public static Tensor tanh(Tensor input) {
        return input.tanh();
    }

    /** The logistic function. ({@code sigmoid}) */
    public static Tensor sigmoid(Tensor input) {
        return input.sigmoid();
    }

    /** A sigmoid of straight lines. ({@code hardsigmoid}) */
    public static Tensor hardsigmoid(Tensor input) {
        return NnOps.hardsigmoid(input);
    }

    /** A sigmoid of straight lines, in place if asked. */
    public static Tensor hardsigmoid(Tensor input, boolean inplace) {
        return inplace ? NnOps.hardsigmoid_(input) : NnOps.hardsigmoid(input);
    }

    /** The input times its sigmoid. ({@code silu}) */
    public static Tensor silu(Tensor input) {
        return NnOps.silu(input);
    }

    /** The input times its sigmoid, in place if asked. */
    public static Tensor silu(Tensor input, boolean inplace) {
        return inplace ? NnOps.silu_(input) : NnOps.silu(input);
    }

    /** The input times the tanh of its softplus. ({@code mish}) */
    public static Tensor mish(Tensor input) {
        return NnOps.mish(input);
    }

    /** The input times the tanh of its softplus, in place if asked. */
    public static Tensor mish(Tensor input, boolean inplace) {
        return inplace ? NnOps.mish_(input) : NnOps.mish(input);
    }

    /** The input times its hardsigmoid. ({@code hardswish}) */
    public static Tensor hardswish(Tensor input) {
        return NnOps.hardswish(input);
    }

    /** The input times its hardsigmoid, in place if asked. */
    public static Tensor hardswish(Tensor input, boolean inplace) {
        return inplace ? NnOps.hardswish_(input) : NnOps.hardswish(input);
    }

    /** Exponentials that sum to one along a dimension. ({@code softmax}) */
    public static Tensor softmax(Tensor input, long dim) {
        return input.softmax(dim);
    }

    /** Exponentials that sum to one along a dimension; null stands for Python's {@code None}. */
    public static Tensor softmax(Tensor input, @Nullable Long dim, @Nullable DType dtype) {
        return input.softmax(dim == null ? defaultSoftmaxDim(input) : dim, dtype);
    }

    /** Softmax of the negative input. ({@code softmin}) */
    public static Tensor softmin(Tensor input, long dim) {
        return input.neg().softmax(dim);
    }

    /** Softmax of the negative input; null stands for Python's {@code None}. */
    public static Tensor softmin(Tensor input, @Nullable Long dim, @Nullable DType dtype) {
        return input.neg().softmax(dim == null ? defaultSoftmaxDim(input) : dim, dtype);
    }

    /** The logarithm of the softmax. ({@code log_softmax}) */
    public static Tensor logSoftmax(Tensor input, long dim) {
        return input.logSoftmax(dim);
    }

    /** The logarithm of the softmax; null stands for Python's {@code None}. */
    public static Tensor logSoftmax(Tensor input, @Nullable Long dim, @Nullable DType dtype) {
        return input.logSoftmax(dim == null ? defaultSoftmaxDim(input) : dim, dtype);
    }

    /** What Python falls back to when no dimension is given ({@code _get_softmax_dim}). */
    private static long defaultSoftmaxDim(Tensor input) {
        int dims = input.dim();
        return dims == 0 || dims == 1 || dims == 3 ? 0 : 1;
    }

    /** Samples of the Gumbel softmax distribution. ({@code gumbel_softmax}) */
    public static Tensor gumbelSoftmax(Tensor logits) {
        return gumbelSoftmax(logits, 1, false, -1);
    }

    /** Samples of the Gumbel softmax distribution, one-hot if {@code hard}. ({@code gumbel_softmax}) */
    public static Tensor gumbelSoftmax(Tensor logits, Number tau, boolean hard, long dim) {
        Tensor gumbels = Torch.emptyLike(logits, MemoryFormat.CONTIGUOUS)
                .exponential_()
                .log()
                .neg();
        Tensor soft = logits.add(gumbels).div(tau).softmax(dim);
        if (!hard) {
            return soft;
        }
        Tensor index = soft.max(dim, true).indices();
        Tensor oneHot = Torch.zerosLike(logits, MemoryFormat.CONTIGUOUS).scatter_(dim, index, 1.0);
        return oneHot.sub(soft.detach()).add(soft);
    }
}
