/**
 * What {@code dev.sconce.optim} and its schedulers share and do not offer: do not use it from outside, it changes without
 * notice. Start at {@link dev.sconce.optim.internal.CMath}; next is {@code dev.sconce.optim}.
 */
@NullMarked
package dev.sconce.optim.internal;

import org.jspecify.annotations.NullMarked;
