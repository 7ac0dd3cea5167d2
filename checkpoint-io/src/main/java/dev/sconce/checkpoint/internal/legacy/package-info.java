/**
 * The formats of PyTorch before 1.6: a stream of pickles and storages, and before that a tar of three members.
 *
 * <p>Start at {@link dev.sconce.checkpoint.internal.legacy.LegacyStreamReader}.
 */
@NullMarked
package dev.sconce.checkpoint.internal.legacy;

import org.jspecify.annotations.NullMarked;
