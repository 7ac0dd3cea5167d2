/**
 * {@code torch.nn.utils}: what one does with the parameters and gradients of modules. Start at
 * {@link dev.sconce.nn.utils.GradientClipping}; next is {@code dev.sconce.nn.utils.rnn}, for sequences, then {@code dev.sconce.nn.utils.parametrize}.
 */
@NullMarked
package dev.sconce.nn.utils;

import org.jspecify.annotations.NullMarked;
