/**
 * What makes training runs pleasant to watch: {@link dev.sconce.train.TrainingProgress} on the terminal, and
 * {@link dev.sconce.train.TrainingCurve} as a picture afterwards. The batches come from {@code dev.sconce.data}.
 */
@NullMarked
package dev.sconce.train;

import org.jspecify.annotations.NullMarked;
