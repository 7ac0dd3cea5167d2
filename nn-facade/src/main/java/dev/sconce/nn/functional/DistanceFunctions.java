package dev.sconce.nn.functional;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Distances, and losses of several inputs. */
public abstract class DistanceFunctions extends LinearLossFunctions {
    DistanceFunctions() {}

    /** The hinge loss of which of two inputs ranks higher. ({@code margin_ranking_loss}) */
    public static Tensor marginRankingLoss(Tensor input1, Tensor input2, Tensor target) {
        return marginRankingLoss(input1, input2, target, 0, "mean");
    }

    /** The hinge loss of which of two inputs ranks higher. ({@code margin_ranking_loss}) */
    public static Tensor marginRankingLoss(
            Tensor input1, Tensor input2, Tensor target, double margin, String reduction) {
        long code = Reduction.code(reduction);
        if (input1.dim() != input2.dim() || input1.dim() != target.dim()) {
            throw new TorchException(
                    "margin_ranking_loss : All input tensors should have same dimension but got sizes: input1: "
                            + PyText.size(input1.shape()) + ", input2: " + PyText.size(input2.shape()) + ", target: "
                            + PyText.size(target.shape()) + " ");
        }
        return Torch.marginRankingLoss(input1, input2, target, margin, code);
    }

    /** The loss of whether two inputs point the same way. ({@code cosine_embedding_loss}) */
    public static Tensor cosineEmbeddingLoss(Tensor input1, Tensor input2, Tensor target) {
        return cosineEmbeddingLoss(input1, input2, target, 0, "mean");
    }

    /** The loss of whether two inputs point the same way. ({@code cosine_embedding_loss}) */
    public static Tensor cosineEmbeddingLoss(
            Tensor input1, Tensor input2, Tensor target, double margin, String reduction) {
        long code = Reduction.code(reduction);
        return Torch.cosineEmbeddingLoss(input1, input2, target, margin, code);
    }

    /**
     * The hinge loss of an anchor's distances to a like and an unlike sample. ({@code triplet_margin_loss})
     */
    public static Tensor tripletMarginLoss(Tensor anchor, Tensor positive, Tensor negative) {
        return tripletMarginLoss(anchor, positive, negative, 1, 2, 1e-6, false, "mean");
    }

    /**
     * The hinge loss of an anchor's distances to a like and an unlike sample. ({@code triplet_margin_loss})
     */
    public static Tensor tripletMarginLoss(
            Tensor anchor,
            Tensor positive,
            Tensor negative,
            double margin,
            double p,
            double eps,
            boolean swap,
            String reduction) {
        long code = Reduction.code(reduction);
        checkMargin(margin);
        return Torch.tripletMarginLoss(anchor, positive, negative, margin, p, eps, swap, code);
    }

    /**
     * As the triplet margin loss, with any distance; null is the Euclidean one. ({@code triplet_margin_with_distance_loss})
     */
    public static Tensor tripletMarginWithDistanceLoss(Tensor anchor, Tensor positive, Tensor negative) {
        return tripletMarginWithDistanceLoss(anchor, positive, negative, null, 1, false, "mean");
    }

    /**
     * As the triplet margin loss, with any distance; null is the Euclidean one. ({@code triplet_margin_with_distance_loss})
     */
    public static Tensor tripletMarginWithDistanceLoss(
            Tensor anchor,
            Tensor positive,
            Tensor negative,
            @Nullable BinaryOperator<Tensor> distanceFunction,
            double margin,
            boolean swap,
            String reduction) {
        if (!reduction.equals("mean") && !reduction.equals("sum") && !reduction.equals("none")) {
            throw new IllegalArgumentException(reduction + " is not a valid value for reduction");
        }
        checkMargin(margin);
        int a = anchor.dim();
        int p = positive.dim();
        int n = negative.dim();
        if (a != p || p != n) {
            throw new TorchException(
                    "The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: anchor "
                            + a + "D, positive " + p + "D, and negative " + n + "D inputs");
        }
        BinaryOperator<Tensor> distance = distanceFunction == null ? Torch::pairwiseDistance : distanceFunction;
        Tensor toPositive = distance.apply(anchor, positive);
        Tensor toNegative = distance.apply(anchor, negative);
        if (swap) {
            toNegative = Torch.minimum(toNegative, distance.apply(positive, negative));
        }
        Tensor loss = Torch.clampMin(toPositive.add(margin).sub(toNegative), 0);
        return switch (reduction) {
            case "sum" -> loss.sum();
            case "mean" -> loss.mean();
            default -> loss;
        };
    }

    private static void checkMargin(double margin) {
        if (margin <= 0) {
            throw new IllegalArgumentException("margin must be greater than 0, got " + PyText.repr(margin));
        }
    }

    /** The connectionist temporal classification loss. ({@code ctc_loss}) */
    public static Tensor ctcLoss(Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths) {
        return ctcLoss(logProbs, targets, inputLengths, targetLengths, 0, "mean", false);
    }

    /** The connectionist temporal classification loss. ({@code ctc_loss}) */
    public static Tensor ctcLoss(
            Tensor logProbs,
            Tensor targets,
            Tensor inputLengths,
            Tensor targetLengths,
            long blank,
            String reduction,
            boolean zeroInfinity) {
        return Torch.ctcLoss(
                logProbs, targets, inputLengths, targetLengths, blank, Reduction.code(reduction), zeroInfinity);
    }

    /** The connectionist temporal classification loss. ({@code ctc_loss}) */
    public static Tensor ctcLoss(Tensor logProbs, Tensor targets, long[] inputLengths, long[] targetLengths) {
        return ctcLoss(logProbs, targets, inputLengths, targetLengths, 0, "mean", false);
    }

    /** The connectionist temporal classification loss. ({@code ctc_loss}) */
    public static Tensor ctcLoss(
            Tensor logProbs,
            Tensor targets,
            long[] inputLengths,
            long[] targetLengths,
            long blank,
            String reduction,
            boolean zeroInfinity) {
        return Torch.ctcLoss(
                logProbs, targets, inputLengths, targetLengths, blank, Reduction.code(reduction), zeroInfinity);
    }

    /** The Euclidean distances of pairs of vectors. ({@code pairwise_distance}) */
    public static Tensor pairwiseDistance(Tensor x1, Tensor x2) {
        return Torch.pairwiseDistance(x1, x2);
    }

    /** The p-norm distances of pairs of vectors. ({@code pairwise_distance}) */
    public static Tensor pairwiseDistance(Tensor x1, Tensor x2, double p, double eps, boolean keepdim) {
        return Torch.pairwiseDistance(x1, x2, p, eps, keepdim);
    }

    /** The Euclidean distances of all pairs of rows. ({@code pdist}) */
    public static Tensor pdist(Tensor input) {
        return Torch.pdist(input);
    }

    /** The p-norm distances of all pairs of rows. ({@code pdist}) */
    public static Tensor pdist(Tensor input, double p) {
        return Torch.pdist(input, p);
    }

    /** The cosine of the angle of pairs of vectors along dimension 1. ({@code cosine_similarity}) */
    public static Tensor cosineSimilarity(Tensor x1, Tensor x2) {
        return Torch.cosineSimilarity(x1, x2);
    }

    /** The cosine of the angle of pairs of vectors. ({@code cosine_similarity}) */
    public static Tensor cosineSimilarity(Tensor x1, Tensor x2, long dim, double eps) {
        return Torch.cosineSimilarity(x1, x2, dim, eps);
    }
}
