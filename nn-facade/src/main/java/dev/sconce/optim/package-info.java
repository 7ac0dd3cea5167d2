/**
 * Optimizers, as {@code torch.optim}: they change parameters by their gradients so that a loss gets smaller. A run that
 * Python began goes on here, and the other way round: the operations, their order, and the state dicts are Python's.
 *
 * <p>Start at {@link dev.sconce.optim.Optimizer}, then read {@link dev.sconce.optim.SGD} as the simplest of its kind:
 * its options, its state, and its {@link dev.sconce.optim.UpdateRule}, the arithmetic of one step. Next is
 * {@code dev.sconce.optim.scheduler}, which changes learning rates while a run goes on.
 */
@NullMarked
package dev.sconce.optim;

import org.jspecify.annotations.NullMarked;
