/**
 * Samples, and batches of them for training, as {@code torch.utils.data}: the same seed gives the same batches in the same
 * order as in Python.
 *
 * <p>Start at {@link dev.sconce.data.DataLoader}, then read {@link dev.sconce.data.Dataset}, which it takes from,
 * {@link dev.sconce.data.Sampler}, which says what comes next, and {@link dev.sconce.data.Collate}, which makes a batch of
 * samples. {@code dev.sconce.train} shows how a run over them goes.
 */
@NullMarked
package dev.sconce.data;

import org.jspecify.annotations.NullMarked;
