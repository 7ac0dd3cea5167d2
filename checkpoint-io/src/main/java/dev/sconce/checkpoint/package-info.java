/**
 * PyTorch checkpoints in pure Java: every format read and written, without Python, without a native library, and without
 * ever running what a pickle says.
 *
 * <p>Start at {@link dev.sconce.checkpoint.Checkpoint}; the next package on the path is
 * {@code dev.sconce.checkpoint.internal.torch}.
 */
@NullMarked
package dev.sconce.checkpoint;

import org.jspecify.annotations.NullMarked;
