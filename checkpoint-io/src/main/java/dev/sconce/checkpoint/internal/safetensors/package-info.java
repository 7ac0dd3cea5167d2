/**
 * The safetensors format: a JSON header, then the tensors' bytes without gaps.
 *
 * <p>Start at {@link dev.sconce.checkpoint.internal.safetensors.SafetensorsReader}.
 */
@NullMarked
package dev.sconce.checkpoint.internal.safetensors;

import org.jspecify.annotations.NullMarked;
