package dev.sconce.nn.functional;

import dev.sconce.torch.DType;
import dev.sconce.torch.NnOps;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import org.jspecify.annotations.Nullable;

/** Attention. */
public abstract class AttentionFunctions extends VisionFunctions {
    AttentionFunctions() {}

    /** Attention of queries to keys, and the values of the keys. */
    public static Tensor scaledDotProductAttention(Tensor query, Tensor key, Tensor value) {
        return NnOps.scaledDotProductAttention(query, key, value);
    }

    /** Attention of queries to keys, and the values of the keys ({@code scaled_dot_product_attention}). */
    public static Tensor scaledDotProductAttention(
            Tensor query,
            Tensor key,
            Tensor value,
            @Nullable Tensor attnMask,
            double dropoutP,
            boolean isCausal,
            @Nullable Double scale,
            boolean enableGqa) {
        return NnOps.scaledDotProductAttention(query, key, value, attnMask, dropoutP, isCausal, scale, enableGqa);
    }

    /** Attention of several heads with projections before and after it ({@code multi_head_attention_forward}). */
    public static AttentionOutput multiHeadAttentionForward(
            Tensor query, Tensor key, Tensor value, AttentionParameters parameters) {
        return new MultiHeadAttentionForward(parameters).run(query, key, value);
    }

    /**
     * A mask as numbers to add: true becomes negative infinity ({@code _canonical_mask}).
     *
     * @param mask booleans or numbers, or null
     * @param name what the mask is, for the message
     * @param targetType the type of the numbers
     * @return null for null
     * @throws IllegalArgumentException if the mask is neither
     */
    public static @Nullable Tensor canonicalMask(@Nullable Tensor mask, String name, DType targetType) {
        if (mask == null || mask.dtype().isFloatingPoint()) {
            return mask;
        }
        if (mask.dtype() != DType.BOOL) {
            throw new IllegalArgumentException("only bool and floating types of " + name + " are supported");
        }
        return Torch.zerosLike(mask, options -> options.dtype(targetType)).maskedFill_(mask, Double.NEGATIVE_INFINITY);
    }
}
