/**
 * What the packages of {@code dev.sconce.nn} share and do not offer: do not use it from outside, it changes without
 * notice. Start at {@link dev.sconce.nn.internal.PyText}; next is {@code dev.sconce.nn}.
 */
@NullMarked
package dev.sconce.nn.internal;

import org.jspecify.annotations.NullMarked;
