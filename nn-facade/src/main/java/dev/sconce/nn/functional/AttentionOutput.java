package dev.sconce.nn.functional;

import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What attention returns: Python's tuple {@code (attn_output, attn_output_weights)}.
 *
 * @param output the attended values
 * @param weights the attention, or null if it was not asked for
 */
public record AttentionOutput(Tensor output, @Nullable Tensor weights) {}
