package dev.sconce.nn.utils.prune;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;

/** Prunes channels at random. */
public final class RandomStructured extends StructuredMethod {
    /**
     * Prunes so many channels.
     *
     * @param amount a number of channels, 0 or more
     * @param dim the dimension of the channels; -1 in Python unless it is said
     */
    public RandomStructured(long amount, long dim) {
        super(new PruningAmount(amount), dim);
    }

    /**
     * Prunes a fraction of the channels.
     *
     * @param amount a fraction, from 0 to 1
     * @param dim the dimension of the channels; -1 in Python unless it is said
     */
    public RandomStructured(double amount, long dim) {
        super(new PruningAmount(amount), dim);
    }

    @Override
    Tensor kept(Tensor t, long channels, long count) {
        if (count == 0) {
            return Torch.arange(channels); // no number is drawn, as in Python
        }
        Tensor numbers = Torch.rand(channels);
        return numbers.gt(numbers.kthvalue(count).values()).nonzero().flatten();
    }
}
