/**
 * Weights of which a part is held at zero, as {@code torch.nn.utils.prune}. Start at
 * {@link dev.sconce.nn.utils.prune.Prune}; a {@link dev.sconce.nn.utils.prune.PruningMethod} says which part.
 */
@NullMarked
package dev.sconce.nn.utils.prune;

import org.jspecify.annotations.NullMarked;
