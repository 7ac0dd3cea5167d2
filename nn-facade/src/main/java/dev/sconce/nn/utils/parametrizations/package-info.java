/**
 * The parametrizations that PyTorch brings, as {@code torch.nn.utils.parametrizations}. Start at
 * {@link dev.sconce.nn.utils.parametrizations.Parametrizations}; {@code dev.sconce.nn.utils.parametrize} has what they
 * stand on, and is where one makes one's own.
 */
@NullMarked
package dev.sconce.nn.utils.parametrizations;

import org.jspecify.annotations.NullMarked;
