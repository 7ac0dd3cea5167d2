/**
 * Sequences of several lengths: {@code torch.nn.utils.rnn}. Start at {@link dev.sconce.nn.utils.rnn.Rnn}; next is
 * {@code dev.sconce.nn}, whose recurrent layers take {@link dev.sconce.nn.utils.rnn.PackedSequence}s.
 */
@NullMarked
package dev.sconce.nn.utils.rnn;

import org.jspecify.annotations.NullMarked;
