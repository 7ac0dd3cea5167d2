package dev.sconce.nn.utils.prune;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;

/** What the methods that prune whole channels share. */
abstract class StructuredMethod extends PruningMethod {
    private final PruningAmount amount;
    private final long dim;

    StructuredMethod(PruningAmount amount, long dim) {
        this.amount = amount;
        this.dim = dim;
    }

    @Override
    public final PruningType type() {
        return PruningType.STRUCTURED;
    }

    @Override
    public final long dim() {
        return dim;
    }

    @Override
    public final Tensor computeMask(Tensor t, Tensor defaultMask) {
        if (t.dim() <= 1) {
            throw new IllegalArgumentException("Structured pruning can only be applied to multidimensional tensors."
                    + " Found tensor of shape " + PyText.size(t.shape()) + " with " + t.dim() + " dims");
        }
        if (dim >= t.dim()) {
            throw new TorchException("Invalid index " + dim + " for tensor of size " + PyText.size(t.shape()));
        }
        long channels = t.size(dim);
        long count = amount.of(channels);
        Tensor kept = kept(t, channels, count);
        if (count == 0) {
            return defaultMask;
        }
        Tensor mask = Torch.zerosLike(t);
        mask.indexFill_(dim, kept, 1);
        return mask.mul_(defaultMask.to(mask.dtype()));
    }

    /** The numbers of the channels that stay. */
    abstract Tensor kept(Tensor t, long channels, long count);
}
