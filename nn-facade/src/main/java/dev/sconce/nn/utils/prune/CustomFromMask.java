package dev.sconce.nn.utils.prune;

import dev.sconce.nn.Buffer;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import java.util.Arrays;

/** Prunes what a mask says. */
public final class CustomFromMask extends PruningMethod {
    private final Tensor mask;

    /**
     * Prunes where a mask is zero.
     *
     * @param mask of the shape of the tensor, and of any dtype
     */
    public CustomFromMask(Tensor mask) {
        this.mask = new Buffer(mask); // which belongs to no scope
    }

    @Override
    public PruningType type() {
        return PruningType.GLOBAL;
    }

    @Override
    public Tensor computeMask(Tensor t, Tensor defaultMask) {
        if (!Arrays.equals(defaultMask.shape(), mask.shape())) {
            throw new IllegalArgumentException("default_mask shape " + PyText.size(defaultMask.shape())
                    + " must match self.mask shape " + PyText.size(mask.shape()));
        }
        return defaultMask.mul(mask.to(defaultMask.dtype()));
    }
}
