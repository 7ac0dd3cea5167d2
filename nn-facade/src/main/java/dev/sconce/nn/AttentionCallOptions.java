package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call of {@link MultiheadAttention} may be given besides query, key and value. */
public final class AttentionCallOptions {
    private final Map<String, @Nullable Object> kwargs = new LinkedHashMap<>();

    AttentionCallOptions() {}

    Map<String, @Nullable Object> kwargs() {
        return kwargs;
    }

    /**
     * Which keys do not count.
     *
     * @param keyPaddingMask of shape {@code (N, S)}: true for those that do not count, or numbers to add; null for none
     * @return this
     */
    public AttentionCallOptions keyPaddingMask(@Nullable Tensor keyPaddingMask) {
        kwargs.put("key_padding_mask", keyPaddingMask);
        return this;
    }

    /**
     * Whether to return the attention too.
     *
     * @param needWeights true by default
     * @return this
     */
    public AttentionCallOptions needWeights(boolean needWeights) {
        kwargs.put("need_weights", needWeights);
        return this;
    }

    /**
     * Which pairs of places do not count.
     *
     * @param attnMask of shape {@code (L, S)} or {@code (N heads, L, S)}: true for those that do not count, or numbers to
     *     add; null for none
     * @return this
     */
    public AttentionCallOptions attnMask(@Nullable Tensor attnMask) {
        kwargs.put("attn_mask", attnMask);
        return this;
    }

    /**
     * Whether the attention of the heads is averaged.
     *
     * @param averageAttnWeights true by default
     * @return this
     */
    public AttentionCallOptions averageAttnWeights(boolean averageAttnWeights) {
        kwargs.put("average_attn_weights", averageAttnWeights);
        return this;
    }

    /**
     * A hint that the mask is causal; the mask must be given too.
     *
     * @param isCausal false by default
     * @return this
     */
    public AttentionCallOptions isCausal(boolean isCausal) {
        kwargs.put("is_causal", isCausal);
        return this;
    }
}
