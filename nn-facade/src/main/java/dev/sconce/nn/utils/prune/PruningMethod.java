package dev.sconce.nn.utils.prune;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which elements of a tensor to hold at zero: {@code torch.nn.utils.prune.BasePruningMethod}. One's own are subclasses,
 * and go to {@link Prune#apply}. A method must not change once it is made, since copied modules share it.
 */
public abstract class PruningMethod {
    /** For subclasses. */
    protected PruningMethod() {}

    /**
     * What this method looks at when part of the tensor was pruned before.
     *
     * @return the type
     */
    public abstract PruningType type();

    /**
     * The dimension of the channels, for a method that is {@link PruningType#STRUCTURED}.
     *
     * @return the dimension; negative ones count from the end
     */
    public long dim() {
        throw new UnsupportedOperationException(
                "Pruning methods of PRUNING_TYPE \"structured\" need to have the attribute `dim` defined.");
    }

    /**
     * Chooses elements.
     *
     * @param t how important each element is, usually the tensor itself
     * @param defaultMask what was chosen before: of the same shape, zero where it is pruned
     * @return a mask of the same shape, zero where the tensor is to be pruned; it may be {@code defaultMask} itself
     */
    public abstract Tensor computeMask(Tensor t, Tensor defaultMask);

    /**
     * Prunes a tensor that belongs to no module.
     *
     * @param t the tensor
     * @return the tensor with zeros
     */
    public final Tensor prune(Tensor t) {
        return prune(t, null, null);
    }

    /**
     * Prunes a tensor that belongs to no module.
     *
     * @param t the tensor
     * @param defaultMask what was pruned before, or null
     * @param importanceScores how important each element is, or null for the tensor itself
     * @return the tensor with zeros
     * @throws IllegalArgumentException if the scores are of another shape
     */
    public final Tensor prune(Tensor t, @Nullable Tensor defaultMask, @Nullable Tensor importanceScores) {
        if (importanceScores != null && !Arrays.equals(importanceScores.shape(), t.shape())) {
            throw new IllegalArgumentException("importance_scores should have the same shape as tensor t, got "
                    + PyText.size(importanceScores.shape()) + " vs " + PyText.size(t.shape()));
        }
        Tensor mask = defaultMask == null ? Torch.onesLike(t) : defaultMask;
        return t.mul(computeMask(importanceScores == null ? t : importanceScores, mask));
    }
}
