/**
 * What a checkpoint holds, as values: Python's containers and scalars, tensors whose bytes stay in their file, and inert
 * objects for everything else.
 *
 * <p>Start at {@link dev.sconce.checkpoint.model.PyValue}, then {@link dev.sconce.checkpoint.model.HostTensor}. Who makes
 * these values: {@code dev.sconce.checkpoint.internal.torch}.
 */
@NullMarked
package dev.sconce.checkpoint.model;

import org.jspecify.annotations.NullMarked;
