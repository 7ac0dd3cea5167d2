package dev.sconce.nn.functional;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.NnOps;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import org.jspecify.annotations.Nullable;

/** Dropout and embeddings. */
public abstract class DropoutFunctions extends NormalizationFunctions {
    DropoutFunctions() {}

    /** Sets elements to zero with probability p and scales the others, in training. ({@code dropout}) */
    public static Tensor dropout(Tensor input, double p, boolean training) {
        return dropout(input, p, training, false);
    }

    /** Sets elements to zero with probability p and scales the others, in training, in place if asked. */
    public static Tensor dropout(Tensor input, double p, boolean training, boolean inplace) {
        checkProbability(p);
        return inplace ? Torch.dropout_(input, p, training) : Torch.dropout(input, p, training);
    }

    /** Sets half of the elements to zero and doubles the others. */
    public static Tensor dropout(Tensor input) {
        return dropout(input, 0.5, true);
    }

    /** Dropout that keeps mean and variance, in training. ({@code alpha_dropout}) */
    public static Tensor alphaDropout(Tensor input, double p, boolean training) {
        return alphaDropout(input, p, training, false);
    }

    /** Dropout that keeps mean and variance, in training, in place if asked. */
    public static Tensor alphaDropout(Tensor input, double p, boolean training, boolean inplace) {
        checkProbability(p);
        return inplace ? Torch.alphaDropout_(input, p, training) : Torch.alphaDropout(input, p, training);
    }

    /** Alpha dropout of whole channels, in training. ({@code feature_alpha_dropout}) */
    public static Tensor featureAlphaDropout(Tensor input, double p, boolean training) {
        return featureAlphaDropout(input, p, training, false);
    }

    /** Alpha dropout of whole channels, in training, in place if asked. */
    public static Tensor featureAlphaDropout(Tensor input, double p, boolean training, boolean inplace) {
        checkProbability(p);
        return inplace ? Torch.featureAlphaDropout_(input, p, training) : Torch.featureAlphaDropout(input, p, training);
    }

    /** Sets whole channels of 1 dimension to zero, in training. ({@code dropout1d}) */
    public static Tensor dropout1d(Tensor input, double p, boolean training) {
        return dropout1d(input, p, training, false);
    }

    /** Sets whole channels of 1 dimension to zero, in training, in place if asked. */
    public static Tensor dropout1d(Tensor input, double p, boolean training, boolean inplace) {
        checkProbability(p);
        int dims = input.dim();
        if (dims != 2 && dims != 3) {
            throw new TorchException(
                    "dropout1d: Expected 2D or 3D input, but received a " + dims
                            + "D input. Note that dropout1d exists to provide channel-wise dropout on inputs with 1 spatial dimension, a channel dimension, and an optional batch dimension (i.e. 2D or 3D inputs).");
        }
        return featureDropout(input, p, training, inplace, dims == 3);
    }

    /** Sets whole channels of 2 dimensions to zero, in training. ({@code dropout2d}) */
    public static Tensor dropout2d(Tensor input, double p, boolean training) {
        return dropout2d(input, p, training, false);
    }

    /** Sets whole channels of 2 dimensions to zero, in training, in place if asked. */
    public static Tensor dropout2d(Tensor input, double p, boolean training, boolean inplace) {
        checkProbability(p);
        return featureDropout(input, p, training, inplace, true);
    }

    /** Sets whole channels of 3 dimensions to zero, in training. ({@code dropout3d}) */
    public static Tensor dropout3d(Tensor input, double p, boolean training) {
        return dropout3d(input, p, training, false);
    }

    /** Sets whole channels of 3 dimensions to zero, in training, in place if asked. */
    public static Tensor dropout3d(Tensor input, double p, boolean training, boolean inplace) {
        checkProbability(p);
        return featureDropout(input, p, training, inplace, input.dim() == 5);
    }

    private static Tensor featureDropout(Tensor input, double p, boolean training, boolean inplace, boolean batched) {
        if (inplace) {
            Tensor batch = batched ? input : input.unsqueeze_(0);
            Tensor result = Torch.featureDropout_(batch, p, training);
            return batched ? result : result.squeeze_(0);
        }
        Tensor result = Torch.featureDropout(batched ? input : input.unsqueeze(0), p, training);
        return batched ? result : result.squeeze(0);
    }

    private static void checkProbability(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException(
                    "dropout probability has to be between 0 and 1, but got " + PyText.repr(p));
        }
    }

    /** Takes rows of a table by their numbers. ({@code embedding}) */
    public static Tensor embedding(Tensor input, Tensor weight) {
        return Torch.embedding(weight, input);
    }

    /**
     * Takes rows of a table by their numbers; rows longer than {@code maxNorm} are shortened in place first. ({@code embedding})
     */
    public static Tensor embedding(
            Tensor input,
            Tensor weight,
            @Nullable Long paddingIdx,
            @Nullable Double maxNorm,
            double normType,
            boolean scaleGradByFreq,
            boolean sparse) {
        long padding = paddingIdx == null ? -1 : paddingIdx;
        if (paddingIdx != null) {
            long rows = weight.size(0);
            if (padding >= rows || padding < -rows) {
                throw new IllegalArgumentException("Padding_idx must be within num_embeddings");
            }
            padding = padding < 0 ? rows + padding : padding;
        }
        Tensor indices = input;
        if (maxNorm != null) {
            indices = input.contiguous();
            Torch.embeddingRenorm_(weight.detach(), indices, maxNorm, normType);
        }
        return Torch.embedding(weight, indices, padding, scaleGradByFreq, sparse);
    }

    /** Means of bags of rows of a table. ({@code embedding_bag}) */
    public static Tensor embeddingBag(Tensor input, Tensor weight, @Nullable Tensor offsets) {
        return embeddingBag(input, weight, offsets, null, 2, false, "mean", false, null, false, null);
    }

    /** Sums, means or greatest values of bags of rows of a table. ({@code embedding_bag}) */
    public static Tensor embeddingBag(
            Tensor input,
            Tensor weight,
            @Nullable Tensor offsets,
            @Nullable Double maxNorm,
            double normType,
            boolean scaleGradByFreq,
            String mode,
            boolean sparse,
            @Nullable Tensor perSampleWeights,
            boolean includeLastOffset,
            @Nullable Long paddingIdx) {
        return EmbeddingBags.embeddingBag(
                input,
                weight,
                offsets,
                maxNorm,
                normType,
                scaleGradByFreq,
                mode,
                sparse,
                perSampleWeights,
                includeLastOffset,
                paddingIdx);
    }

    /** Rows of zeros with a one at each number, up to the greatest. ({@code one_hot}) */
    public static Tensor oneHot(Tensor input) {
        return NnOps.oneHot(input);
    }

    /** Rows of zeros with a one at each number. ({@code one_hot}) */
    public static Tensor oneHot(Tensor input, long numClasses) {
        return NnOps.oneHot(input, numClasses);
    }
}
