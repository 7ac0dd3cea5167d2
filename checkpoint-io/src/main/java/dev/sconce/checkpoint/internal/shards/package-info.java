/**
 * Checkpoints of several files with a JSON index that says which tensor is where, as Hugging Face's libraries write them.
 *
 * <p>Start at {@link dev.sconce.checkpoint.internal.shards.ShardIndex}.
 */
@NullMarked
package dev.sconce.checkpoint.internal.shards;

import org.jspecify.annotations.NullMarked;
