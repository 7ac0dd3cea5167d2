package dev.sconce.nn.functional;

import dev.sconce.torch.DType;

/**
 * {@link LinearCrossEntropyOptions} for one call, with nothing left to be found out.
 *
 * @param size the number of samples of a chunk, at least 1
 * @param policy {@code accurate}, {@code balanced} or {@code compact}
 * @param accDtype the type of sums
 * @param allowRetainGraph whether {@code backward} may run twice
 */
record ChunkSettings(long size, String policy, DType accDtype, boolean allowRetainGraph) {}
