package dev.sconce.nn.utils.prune;

import dev.sconce.torch.MemoryFormat;
import dev.sconce.torch.Tensor;

/** Prunes the elements of the smallest magnitude. */
public final class L1Unstructured extends PruningMethod {
    private final PruningAmount amount;

    /**
     * Prunes so many elements.
     *
     * @param amount a number of elements, 0 or more
     */
    public L1Unstructured(long amount) {
        this.amount = new PruningAmount(amount);
    }

    /**
     * Prunes a fraction of the elements.
     *
     * @param amount a fraction, from 0 to 1
     */
    public L1Unstructured(double amount) {
        this.amount = new PruningAmount(amount);
    }

    @Override
    public PruningType type() {
        return PruningType.UNSTRUCTURED;
    }

    @Override
    public Tensor computeMask(Tensor t, Tensor defaultMask) {
        long count = amount.of(t.numel());
        Tensor mask = defaultMask.clone(MemoryFormat.CONTIGUOUS);
        if (count > 0) {
            Tensor chosen = t.abs().view(-1).topk(count, -1, false).indices();
            mask.view(-1).indexFill_(0, chosen, 0);
        }
        return mask;
    }
}
