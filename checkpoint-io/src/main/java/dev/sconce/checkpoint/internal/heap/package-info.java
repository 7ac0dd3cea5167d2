/** Keeps a file from asking for more heap than there is. Start at {@link dev.sconce.checkpoint.internal.heap.HeapBudget}. */
@NullMarked
package dev.sconce.checkpoint.internal.heap;

import org.jspecify.annotations.NullMarked;
