/**
 * Distributed checkpoints (DCP): a folder with a pickled description and files that hold parts of tensors.
 *
 * <p>Start at {@link dev.sconce.checkpoint.internal.dcp.DistributedReader}.
 */
@NullMarked
package dev.sconce.checkpoint.internal.dcp;

import org.jspecify.annotations.NullMarked;
