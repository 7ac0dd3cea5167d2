package dev.sconce.nn.utils.prune;

import dev.sconce.torch.Tensor;

/** Prunes nothing, but makes the mask. */
public final class Identity extends PruningMethod {
    @Override
    public PruningType type() {
        return PruningType.UNSTRUCTURED;
    }

    @Override
    public Tensor computeMask(Tensor t, Tensor defaultMask) {
        return defaultMask;
    }
}
