/**
 * Initial values of parameters: {@code torch.nn.init}. Start at {@link dev.sconce.nn.init.Init}; next is
 * {@code dev.sconce.nn}, whose layers initialize themselves by it.
 */
@NullMarked
package dev.sconce.nn.init;

import org.jspecify.annotations.NullMarked;
