package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The masks of a call of {@link Transformer} and its decoder. */
public final class TransformerMasks {
    private final Map<String, @Nullable Object> kwargs = new LinkedHashMap<>();

    TransformerMasks() {}

    Map<String, @Nullable Object> kwargs() {
        return kwargs;
    }

    /**
     * Which pairs of source places do not count.
     *
     * @param srcMask true for what does not count, or numbers to add; null (default) for none
     * @return this
     */
    public TransformerMasks srcMask(@Nullable Tensor srcMask) {
        kwargs.put("src_mask", srcMask);
        return this;
    }

    /**
     * Which pairs of target places do not count.
     *
     * @param tgtMask true for what does not count, or numbers to add; null (default) for none
     * @return this
     */
    public TransformerMasks tgtMask(@Nullable Tensor tgtMask) {
        kwargs.put("tgt_mask", tgtMask);
        return this;
    }

    /**
     * Which pairs of a target and a memory place do not count.
     *
     * @param memoryMask true for what does not count, or numbers to add; null (default) for none
     * @return this
     */
    public TransformerMasks memoryMask(@Nullable Tensor memoryMask) {
        kwargs.put("memory_mask", memoryMask);
        return this;
    }

    /**
     * Which source places do not count.
     *
     * @param srcKeyPaddingMask true for what does not count, or numbers to add; null (default) for none
     * @return this
     */
    public TransformerMasks srcKeyPaddingMask(@Nullable Tensor srcKeyPaddingMask) {
        kwargs.put("src_key_padding_mask", srcKeyPaddingMask);
        return this;
    }

    /**
     * Which target places do not count.
     *
     * @param tgtKeyPaddingMask true for what does not count, or numbers to add; null (default) for none
     * @return this
     */
    public TransformerMasks tgtKeyPaddingMask(@Nullable Tensor tgtKeyPaddingMask) {
        kwargs.put("tgt_key_padding_mask", tgtKeyPaddingMask);
        return this;
    }

    /**
     * Which memory places do not count.
     *
     * @param memoryKeyPaddingMask true for what does not count, or numbers to add; null (default) for none
     * @return this
     */
    public TransformerMasks memoryKeyPaddingMask(@Nullable Tensor memoryKeyPaddingMask) {
        kwargs.put("memory_key_padding_mask", memoryKeyPaddingMask);
        return this;
    }

    /**
     * A hint that the source mask is causal.
     *
     * @param srcIsCausal null (default) to find out
     * @return this
     */
    public TransformerMasks srcIsCausal(@Nullable Boolean srcIsCausal) {
        kwargs.put("src_is_causal", srcIsCausal);
        return this;
    }

    /**
     * A hint that the target mask is causal.
     *
     * @param tgtIsCausal null (default) to find out
     * @return this
     */
    public TransformerMasks tgtIsCausal(@Nullable Boolean tgtIsCausal) {
        kwargs.put("tgt_is_causal", tgtIsCausal);
        return this;
    }

    /**
     * A hint that the memory mask is causal.
     *
     * @param memoryIsCausal false by default
     * @return this
     */
    public TransformerMasks memoryIsCausal(boolean memoryIsCausal) {
        kwargs.put("memory_is_causal", memoryIsCausal);
        return this;
    }
}
