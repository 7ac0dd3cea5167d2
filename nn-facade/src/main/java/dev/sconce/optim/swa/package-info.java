/**
 * Averages of a model's weights over a run, as {@code torch.optim.swa_utils}: stochastic weight averaging (SWA) and
 * exponential moving averages (EMA).
 *
 * <p>Start at {@link dev.sconce.optim.swa.AveragedModel}; {@link dev.sconce.optim.swa.Averaging} has the functions that
 * it averages by, {@link dev.sconce.optim.swa.BatchNormStatistics} what is left to do when it has batch norms. The
 * schedule that goes with it is {@link dev.sconce.optim.scheduler.SWALR}.
 */
@NullMarked
package dev.sconce.optim.swa;

import org.jspecify.annotations.NullMarked;
