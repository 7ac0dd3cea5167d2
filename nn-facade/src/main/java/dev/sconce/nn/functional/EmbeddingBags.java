package dev.sconce.nn.functional;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The checks and the forms of {@code embedding_bag}. */
final class EmbeddingBags {
    private EmbeddingBags() {}

    static Tensor embeddingBag(
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
        if (weight.dtype() == DType.INT64 && input.dtype().isFloatingPoint()) {
            // Until PyTorch 0.4 the two stood in the other order.
            return embeddingBag(
                    weight,
                    input,
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
        if (perSampleWeights != null && !Arrays.equals(input.shape(), perSampleWeights.shape())) {
            throw new IllegalArgumentException("embedding_bag: If per_sample_weights ("
                    + PyText.size(perSampleWeights.shape())
                    + ") is not None, then it must have the same shape as the input (" + PyText.size(input.shape())
                    + ")");
        }
        if (weight.dim() != 2) {
            throw new IllegalArgumentException(
                    "weight has to be a 2D Tensor, but got Tensor of dimension " + weight.dim());
        }
        boolean rows = input.dim() == 2;
        Tensor indices = rows ? input.reshape(-1) : input;
        Tensor starts = rows ? rowStarts(input, offsets) : checkOffsets(input, offsets);
        Tensor weights = rows && perSampleWeights != null ? perSampleWeights.reshape(-1) : perSampleWeights;
        long code = modeCode(mode, scaleGradByFreq, sparse);
        if (maxNorm != null) {
            Torch.embeddingRenorm_(weight.detach(), indices, maxNorm, normType);
        }
        if (weights != null && code != 0) {
            throw new UnsupportedOperationException("embedding_bag: per_sample_weights was not None."
                    + " per_sample_weights is only supported for mode='sum' (got mode='" + mode
                    + "'). Please open a feature request on GitHub.");
        }
        return Torch.embeddingBag(
                        weight,
                        indices,
                        starts,
                        scaleGradByFreq,
                        code,
                        sparse,
                        weights,
                        includeLastOffset && !rows,
                        paddingIdx)
                .output();
    }

    private static Tensor rowStarts(Tensor input, @Nullable Tensor offsets) {
        if (offsets != null) {
            throw new IllegalArgumentException("if input is 2D, then offsets has to be None, as input is treated is a"
                    + " mini-batch of fixed length sequences. However, found offsets of type <class 'torch.Tensor'>");
        }
        return Torch.arange(0, input.numel(), input.size(1), options -> options.dtype(input.dtype())
                .device(input.device()));
    }

    private static Tensor checkOffsets(Tensor input, @Nullable Tensor offsets) {
        if (input.dim() != 1) {
            throw new IllegalArgumentException(
                    "input has to be 1D or 2D Tensor, but got Tensor of dimension " + input.dim());
        }
        if (offsets == null) {
            throw new IllegalArgumentException("offsets has to be a 1D Tensor but got None");
        }
        if (offsets.dim() != 1) {
            throw new IllegalArgumentException("offsets has to be a 1D Tensor");
        }
        return offsets;
    }

    private static long modeCode(String mode, boolean scaleGradByFreq, boolean sparse) {
        return switch (mode) {
            case "sum" -> 0;
            case "mean" -> 1;
            case "max" -> {
                if (scaleGradByFreq) {
                    throw new IllegalArgumentException(
                            "max mode does not support scaling the gradient by the frequency");
                }
                if (sparse) {
                    throw new IllegalArgumentException("max mode does not support sparse weights");
                }
                yield 2;
            }
            default -> throw new IllegalArgumentException("mode has to be one of sum, mean or max");
        };
    }
}
