package dev.sconce.nn;

/**
 * What a recurrent layer returns: Python's tuple {@code (output, h_n)}.
 *
 * @param output the last layer's hidden states of all steps
 * @param state the states after the last step: a tensor, or an {@link LSTMState}
 * @param <O> {@link dev.sconce.torch.Tensor} or {@code PackedSequence}, as the input
 * @param <S> the type of the state
 */
public record RecurrentOutput<O, S>(O output, S state) {}
