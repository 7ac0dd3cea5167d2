/**
 * Two layers as one, for evaluation, as {@code torch.nn.utils.fusion}: see {@link dev.sconce.nn.utils.fusion.Fusion}.
 */
@NullMarked
package dev.sconce.nn.utils.fusion;

import org.jspecify.annotations.NullMarked;
