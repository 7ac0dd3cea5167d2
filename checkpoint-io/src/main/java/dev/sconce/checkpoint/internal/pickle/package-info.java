/**
 * The pickle format, both ways: a machine that builds values and never calls anything, and a writer of protocol 2. Knows
 * nothing of tensors or zips; what a global name means is told to it by an {@code ObjectBuilder}.
 *
 * <p>Start at {@link dev.sconce.checkpoint.internal.pickle.PickleMachine}; the next package on the path is
 * {@code dev.sconce.checkpoint.internal.torch}.
 */
@NullMarked
package dev.sconce.checkpoint.internal.pickle;

import org.jspecify.annotations.NullMarked;
