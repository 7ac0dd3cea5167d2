package dev.sconce.nn;

import dev.sconce.torch.Tensor;

/** A loss of an input and a target ({@code _Loss}). */
public abstract class Loss extends Module2<Tensor, Tensor, Tensor> {
    /** How the losses of the elements become the result. */
    public String reduction;

    Loss(LossOptions<?> options) {
        reduction = options.reduction();
    }
}
