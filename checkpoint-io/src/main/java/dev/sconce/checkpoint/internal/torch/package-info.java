/**
 * What the names in a PyTorch pickle mean: tensors, parameters, dtypes, devices; and how they are written again. Joins the
 * zip container and the pickle machine.
 *
 * <p>Start at {@link dev.sconce.checkpoint.internal.torch.TorchZipReader}; what it is called by is
 * {@code dev.sconce.checkpoint.Checkpoint}.
 */
@NullMarked
package dev.sconce.checkpoint.internal.torch;

import org.jspecify.annotations.NullMarked;
