/**
 * What every other package may use: the one exception for bad files, and the options and limits of reading and writing.
 *
 * <p>Start at {@link dev.sconce.checkpoint.core.CheckpointFormatException}; the next package on the path is
 * {@code dev.sconce.checkpoint.model}.
 */
@NullMarked
package dev.sconce.checkpoint.core;

import org.jspecify.annotations.NullMarked;
