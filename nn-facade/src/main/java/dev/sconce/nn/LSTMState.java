package dev.sconce.nn;

import dev.sconce.torch.Tensor;

/**
 * What an LSTM carries from step to step.
 *
 * @param h the hidden state
 * @param c the cell state
 */
public record LSTMState(Tensor h, Tensor c) {}
