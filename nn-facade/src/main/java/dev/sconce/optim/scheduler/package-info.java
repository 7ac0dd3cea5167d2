/**
 * Learning rates that change while a run goes on, as {@code torch.optim.lr_scheduler}, equal to Python's to the last bit.
 *
 * <p>Start at {@link dev.sconce.optim.scheduler.LRScheduler}; {@link dev.sconce.optim.scheduler.StepLR} is the simplest
 * example. What they set is an option of {@link dev.sconce.optim.ParamGroup}, in {@code dev.sconce.optim}.
 */
@NullMarked
package dev.sconce.optim.scheduler;

import org.jspecify.annotations.NullMarked;
