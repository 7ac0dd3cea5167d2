/**
 * The zip container: named records, and where their bytes lie. Knows nothing of pickles or tensors. Commons Compress finds
 * and writes the records; what it does not check (duplicates, overlaps, names that disagree, sizes that lie) is checked
 * here.
 *
 * <p>Start at {@link dev.sconce.checkpoint.internal.zip.RecordReader}; the next package on the path is
 * {@code dev.sconce.checkpoint.internal.pickle}.
 */
@NullMarked
package dev.sconce.checkpoint.internal.zip;

import org.jspecify.annotations.NullMarked;
