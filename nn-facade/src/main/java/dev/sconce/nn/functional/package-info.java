/**
 * {@code torch.nn.functional}: what layers compute, without state. Start at {@link dev.sconce.nn.functional.F}, which has
 * all functions; they stand by subject in the classes above it. Each function has a form with what it needs and one with
 * everything in Python's order.
 *
 * <p>Next: {@code dev.sconce.nn}, whose layers call these functions.
 */
@NullMarked
package dev.sconce.nn.functional;

import org.jspecify.annotations.NullMarked;
