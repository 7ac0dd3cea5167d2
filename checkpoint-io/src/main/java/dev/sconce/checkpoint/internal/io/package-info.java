/**
 * Files as bytes: mapped for reading, put into place whole when written.
 *
 * <p>Start at {@link dev.sconce.checkpoint.internal.io.MappedFile}; what stands on it is
 * {@code dev.sconce.checkpoint.internal.zip}.
 */
@NullMarked
package dev.sconce.checkpoint.internal.io;

import org.jspecify.annotations.NullMarked;
