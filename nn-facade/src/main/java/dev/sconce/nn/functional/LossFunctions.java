package dev.sconce.nn.functional;

import dev.sconce.nn.internal.PyText;
import dev.sconce.nn.internal.PyWarnings;
import dev.sconce.torch.NnOps;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Losses of an input and a target. */
public abstract class LossFunctions extends DropoutFunctions {
    LossFunctions() {}

    /** The cross entropy of logits with class numbers or probabilities. ({@code cross_entropy}) */
    public static Tensor crossEntropy(Tensor input, Tensor target) {
        return NnOps.crossEntropyLoss(input, target);
    }

    /** The cross entropy of logits with class numbers or probabilities. */
    public static Tensor crossEntropy(Tensor input, Tensor target, String reduction) {
        return crossEntropy(input, target, null, -100, reduction, 0);
    }

    /** The cross entropy of logits with class numbers or probabilities. ({@code cross_entropy}) */
    public static Tensor crossEntropy(
            Tensor input,
            Tensor target,
            @Nullable Tensor weight,
            long ignoreIndex,
            String reduction,
            double labelSmoothing) {
        return NnOps.crossEntropyLoss(input, target, weight, Reduction.code(reduction), ignoreIndex, labelSmoothing);
    }

    /** The negative log likelihood of class numbers. ({@code nll_loss}) */
    public static Tensor nllLoss(Tensor input, Tensor target) {
        return NnOps.nllLossNd(input, target);
    }

    /** The negative log likelihood of class numbers. */
    public static Tensor nllLoss(Tensor input, Tensor target, String reduction) {
        return nllLoss(input, target, null, -100, reduction);
    }

    /** The negative log likelihood of class numbers. ({@code nll_loss}) */
    public static Tensor nllLoss(
            Tensor input, Tensor target, @Nullable Tensor weight, long ignoreIndex, String reduction) {
        return NnOps.nllLossNd(input, target, weight, Reduction.code(reduction), ignoreIndex);
    }

    /** The mean squared error. ({@code mse_loss}) */
    public static Tensor mseLoss(Tensor input, Tensor target) {
        return mseLoss(input, target, "mean", null);
    }

    /** The mean squared error. */
    public static Tensor mseLoss(Tensor input, Tensor target, String reduction) {
        return mseLoss(input, target, reduction, null);
    }

    /** The mean squared error. ({@code mse_loss}) */
    public static Tensor mseLoss(Tensor input, Tensor target, String reduction, @Nullable Tensor weight) {
        List<Tensor> both = broadcast(input, target);
        Tensor left = both.get(0);
        Tensor right = both.get(1);
        if (weight == null) {
            return NnOps.mseLoss(left, right, Reduction.code(reduction));
        }
        checkWeight(input, weight);
        return weightedLoss(Torch.pow(left.sub(right), 2).mul(weight), weight, reduction);
    }

    /** The mean absolute error. ({@code l1_loss}) */
    public static Tensor l1Loss(Tensor input, Tensor target) {
        return l1Loss(input, target, "mean", null);
    }

    /** The mean absolute error. */
    public static Tensor l1Loss(Tensor input, Tensor target, String reduction) {
        return l1Loss(input, target, reduction, null);
    }

    /** The mean absolute error. ({@code l1_loss}) */
    public static Tensor l1Loss(Tensor input, Tensor target, String reduction, @Nullable Tensor weight) {
        List<Tensor> both = broadcast(input, target);
        Tensor left = both.get(0);
        Tensor right = both.get(1);
        if (weight == null) {
            return NnOps.l1Loss(left, right, Reduction.code(reduction));
        }
        checkWeight(input, weight);
        return weightedLoss(Torch.abs(left.sub(right)).mul(weight), weight, reduction);
    }

    /** Squared below beta, absolute above. ({@code smooth_l1_loss}) */
    public static Tensor smoothL1Loss(Tensor input, Tensor target) {
        return smoothL1Loss(input, target, "mean", 1);
    }

    /** Squared below beta, absolute above. */
    public static Tensor smoothL1Loss(Tensor input, Tensor target, String reduction) {
        return smoothL1Loss(input, target, reduction, 1);
    }

    /** Squared below beta, absolute above. ({@code smooth_l1_loss}) */
    public static Tensor smoothL1Loss(Tensor input, Tensor target, String reduction, double beta) {
        List<Tensor> both = broadcast(input, target);
        return beta == 0
                ? NnOps.l1Loss(both.get(0), both.get(1), Reduction.code(reduction))
                : NnOps.smoothL1Loss(both.get(0), both.get(1), Reduction.code(reduction), beta);
    }

    /** Squared below delta, delta-scaled absolute above. ({@code huber_loss}) */
    public static Tensor huberLoss(Tensor input, Tensor target) {
        return huberLoss(input, target, "mean", 1, null);
    }

    /** Squared below delta, delta-scaled absolute above. */
    public static Tensor huberLoss(Tensor input, Tensor target, String reduction) {
        return huberLoss(input, target, reduction, 1, null);
    }

    /** Squared below delta, delta-scaled absolute above. ({@code huber_loss}) */
    public static Tensor huberLoss(
            Tensor input, Tensor target, String reduction, double delta, @Nullable Tensor weight) {
        List<Tensor> both = broadcast(input, target);
        if (weight == null) {
            return NnOps.huberLoss(both.get(0), both.get(1), Reduction.code(reduction), delta);
        }
        checkWeight(input, weight);
        Tensor weighted = NnOps.huberLoss(both.get(0), both.get(1), Reduction.code("none"), delta)
                .mul(weight);
        return switch (reduction) {
            case "none" -> weighted;
            case "sum" -> weighted.sum();
            case "mean" -> weighted.mean();
            default -> throw invalidMode(reduction);
        };
    }

    /** Without the native call where the shapes are equal, as they nearly always are. */
    private static List<Tensor> broadcast(Tensor input, Tensor target) {
        if (Arrays.equals(input.shape(), target.shape())) {
            return List.of(input, target);
        }
        PyWarnings.warn("Using a target size (" + PyText.size(target.shape())
                + ") that is different to the input size ("
                + PyText.size(input.shape()) + "). This will likely lead to incorrect results due to broadcasting."
                + " Please ensure they have the same size.");
        return Torch.broadcastTensors(List.of(input, target));
    }

    private static void checkWeight(Tensor input, Tensor weight) {
        if (!Arrays.equals(weight.shape(), input.shape())) {
            throw new IllegalArgumentException("Weights and input must have the same size.");
        }
    }

    private static Tensor weightedLoss(Tensor weighted, Tensor weight, String reduction) {
        return switch (reduction) {
            case "none" -> weighted;
            case "sum" -> weighted.sum();
            case "mean" -> weighted.sum().div(weight.sum());
            default -> throw invalidMode(reduction);
        };
    }

    private static IllegalArgumentException invalidMode(String reduction) {
        return new IllegalArgumentException(
                "Invalid reduction mode: " + reduction + ". Expected one of 'none', 'mean', 'sum'.");
    }

    /** The binary cross entropy of probabilities. ({@code binary_cross_entropy}) */
    public static Tensor binaryCrossEntropy(Tensor input, Tensor target) {
        return binaryCrossEntropy(input, target, null, "mean");
    }

    /** The binary cross entropy of probabilities. */
    public static Tensor binaryCrossEntropy(Tensor input, Tensor target, String reduction) {
        return binaryCrossEntropy(input, target, null, reduction);
    }

    /** The binary cross entropy of probabilities. ({@code binary_cross_entropy}) */
    public static Tensor binaryCrossEntropy(Tensor input, Tensor target, @Nullable Tensor weight, String reduction) {
        long code = Reduction.code(reduction);
        if (!Arrays.equals(target.shape(), input.shape())) {
            throw new IllegalArgumentException(
                    "Using a target size (" + PyText.size(target.shape()) + ") that is different to the input size ("
                            + PyText.size(input.shape()) + ") is deprecated. Please ensure they have the same size.");
        }
        Tensor expanded = weight == null
                ? null
                : Torch.broadcastTensors(List.of(target, weight)).get(1);
        return NnOps.binaryCrossEntropy(input, target, expanded, code);
    }

    /** The binary cross entropy of logits. ({@code binary_cross_entropy_with_logits}) */
    public static Tensor binaryCrossEntropyWithLogits(Tensor input, Tensor target) {
        return binaryCrossEntropyWithLogits(input, target, null, "mean", null);
    }

    /** The binary cross entropy of logits. */
    public static Tensor binaryCrossEntropyWithLogits(Tensor input, Tensor target, String reduction) {
        return binaryCrossEntropyWithLogits(input, target, null, reduction, null);
    }

    /** The binary cross entropy of logits. ({@code binary_cross_entropy_with_logits}) */
    public static Tensor binaryCrossEntropyWithLogits(
            Tensor input, Tensor target, @Nullable Tensor weight, String reduction, @Nullable Tensor posWeight) {
        long code = Reduction.code(reduction);
        if (!Arrays.equals(target.shape(), input.shape())) {
            throw new IllegalArgumentException("Target size (" + PyText.size(target.shape())
                    + ") must be the same as input size (" + PyText.size(input.shape()) + ")");
        }
        return Torch.binaryCrossEntropyWithLogits(input, target, weight, posWeight, code);
    }

    /** The Kullback-Leibler divergence of log probabilities. ({@code kl_div}) */
    public static Tensor klDiv(Tensor input, Tensor target) {
        return klDiv(input, target, "mean", false);
    }

    /** The Kullback-Leibler divergence of log probabilities. */
    public static Tensor klDiv(Tensor input, Tensor target, String reduction) {
        return klDiv(input, target, reduction, false);
    }

    /** The Kullback-Leibler divergence of log probabilities. ({@code kl_div}) */
    public static Tensor klDiv(Tensor input, Tensor target, String reduction, boolean logTarget) {
        if (reduction.equals("mean")) {
            PyWarnings.warn("reduction: 'mean' divides the total loss by both the batch size and the support size."
                    + "'batchmean' divides only by the batch size, and aligns with the KL div math definition."
                    + "'mean' will be changed to behave the same as 'batchmean' in the next major release.");
        }
        boolean batchMean = reduction.equals("batchmean");
        Tensor reduced = Torch.klDiv(input, target, Reduction.code(batchMean ? "sum" : reduction), logTarget);
        return batchMean && input.dim() != 0 ? reduced.div(input.size(0)) : reduced;
    }

    /** The negative log likelihood of a Poisson distribution. ({@code poisson_nll_loss}) */
    public static Tensor poissonNllLoss(Tensor input, Tensor target) {
        return poissonNllLoss(input, target, true, false, 1e-8, "mean");
    }

    /** The negative log likelihood of a Poisson distribution. */
    public static Tensor poissonNllLoss(Tensor input, Tensor target, String reduction) {
        return poissonNllLoss(input, target, true, false, 1e-8, reduction);
    }

    /** The negative log likelihood of a Poisson distribution. ({@code poisson_nll_loss}) */
    public static Tensor poissonNllLoss(
            Tensor input, Tensor target, boolean logInput, boolean full, double eps, String reduction) {
        return Torch.poissonNllLoss(input, target, logInput, full, eps, Reduction.code(reduction));
    }

    /** The hinge loss of distances with labels 1 and -1. ({@code hinge_embedding_loss}) */
    public static Tensor hingeEmbeddingLoss(Tensor input, Tensor target) {
        return hingeEmbeddingLoss(input, target, 1, "mean");
    }

    /** The hinge loss of distances with labels 1 and -1. */
    public static Tensor hingeEmbeddingLoss(Tensor input, Tensor target, String reduction) {
        return hingeEmbeddingLoss(input, target, 1, reduction);
    }

    /** The hinge loss of distances with labels 1 and -1. ({@code hinge_embedding_loss}) */
    public static Tensor hingeEmbeddingLoss(Tensor input, Tensor target, double margin, String reduction) {
        return Torch.hingeEmbeddingLoss(input, target, margin, Reduction.code(reduction));
    }

    /** The hinge loss of several classes for each sample. ({@code multilabel_margin_loss}) */
    public static Tensor multilabelMarginLoss(Tensor input, Tensor target) {
        return NnOps.multilabelMarginLoss(input, target);
    }

    /** The hinge loss of several classes for each sample. */
    public static Tensor multilabelMarginLoss(Tensor input, Tensor target, String reduction) {
        return NnOps.multilabelMarginLoss(input, target, Reduction.code(reduction));
    }

    /** The logistic loss of labels 1 and -1. ({@code soft_margin_loss}) */
    public static Tensor softMarginLoss(Tensor input, Tensor target) {
        return NnOps.softMarginLoss(input, target);
    }

    /** The logistic loss of labels 1 and -1. */
    public static Tensor softMarginLoss(Tensor input, Tensor target, String reduction) {
        return NnOps.softMarginLoss(input, target, Reduction.code(reduction));
    }

    /** The hinge loss of one class for each sample. ({@code multi_margin_loss}) */
    public static Tensor multiMarginLoss(Tensor input, Tensor target) {
        return multiMarginLoss(input, target, 1, 1.0, null, "mean");
    }

    /** The hinge loss of one class for each sample. */
    public static Tensor multiMarginLoss(Tensor input, Tensor target, String reduction) {
        return multiMarginLoss(input, target, 1, 1.0, null, reduction);
    }

    /** The hinge loss of one class for each sample. ({@code multi_margin_loss}) */
    public static Tensor multiMarginLoss(
            Tensor input, Tensor target, Number p, Number margin, @Nullable Tensor weight, String reduction) {
        long code = Reduction.code(reduction);
        if (p.doubleValue() != 1 && p.doubleValue() != 2) {
            throw new IllegalArgumentException("only p == 1 and p == 2 supported");
        }
        if (weight != null && weight.dim() != 1) {
            throw new IllegalArgumentException("weight must be one-dimensional");
        }
        return NnOps.multiMarginLoss(input, target, p, margin, weight, code);
    }

    /** The logistic loss of several classes for each sample. ({@code multilabel_soft_margin_loss}) */
    public static Tensor multilabelSoftMarginLoss(Tensor input, Tensor target) {
        return multilabelSoftMarginLoss(input, target, null, "mean");
    }

    /** The logistic loss of several classes for each sample. */
    public static Tensor multilabelSoftMarginLoss(Tensor input, Tensor target, String reduction) {
        return multilabelSoftMarginLoss(input, target, null, reduction);
    }

    /** The logistic loss of several classes for each sample. ({@code multilabel_soft_margin_loss}) */
    public static Tensor multilabelSoftMarginLoss(
            Tensor input, Tensor target, @Nullable Tensor weight, String reduction) {
        Tensor loss = target.mul(logsigmoid(input))
                .add(target.neg().add(1).mul(logsigmoid(input.neg())))
                .neg();
        if (weight != null) {
            loss = loss.mul(weight);
        }
        int classDim = input.dim() - 1;
        return reduce(loss.sum(classDim).div(input.size(classDim)), reduction);
    }

    private static Tensor reduce(Tensor loss, String reduction) {
        return switch (reduction) {
            case "none" -> loss;
            case "mean" -> loss.mean();
            case "sum" -> loss.sum();
            default -> throw new IllegalArgumentException(reduction + " is not valid");
        };
    }

    /** The negative log likelihood of a Gaussian distribution. ({@code gaussian_nll_loss}) */
    public static Tensor gaussianNllLoss(Tensor input, Tensor target, Tensor var) {
        return gaussianNllLoss(input, target, var, false, 1e-6, "mean");
    }

    /** The negative log likelihood of a Gaussian distribution of one variance. ({@code gaussian_nll_loss}) */
    public static Tensor gaussianNllLoss(
            Tensor input, Tensor target, double var, boolean full, double eps, String reduction) {
        if (var < 0) {
            throw new IllegalArgumentException("var has negative entry/entries");
        }
        return gaussianNllLoss(input, target, Torch.onesLike(input).mul(var), full, eps, reduction);
    }

    /** The negative log likelihood of a Gaussian distribution. ({@code gaussian_nll_loss}) */
    public static Tensor gaussianNllLoss(
            Tensor input, Tensor target, Tensor var, boolean full, double eps, String reduction) {
        if (Torch.any(var.lt(0)).itemBoolean()) {
            throw new IllegalArgumentException("var has negative entry/entries");
        }
        Tensor fitting = fitVariance(input, var);
        if (!reduction.equals("none") && !reduction.equals("mean") && !reduction.equals("sum")) {
            throw new IllegalArgumentException(reduction + " is not valid");
        }
        Tensor clamped = fitting.clone();
        try (var noGrad = Torch.noGrad()) {
            clamped.clamp_(eps);
        }
        Tensor loss =
                Torch.log(clamped).add(input.sub(target).pow(2).div(clamped)).mul(0.5);
        if (full) {
            loss = loss.add_(0.5 * Math.log(2 * Math.PI));
        }
        return reduce(loss, reduction);
    }

    private static Tensor fitVariance(Tensor input, Tensor var) {
        long[] shape = input.shape();
        long[] given = var.shape();
        if (Arrays.equals(shape, given)) {
            return var;
        }
        if (shape.length > 0 && Arrays.equals(Arrays.copyOf(shape, shape.length - 1), given)) {
            return var.unsqueeze(-1);
        }
        if (shape.length == given.length) {
            long differing = 0;
            for (int i = 0; i < shape.length; i++) {
                differing += shape[i] == given[i] ? 0 : given[i];
            }
            if (differing == 1) {
                return var;
            }
        }
        throw new IllegalArgumentException("var is of incorrect size");
    }
}
