package dev.sconce.nn;

import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Masks that hide what comes later. */
final class CausalMask {
    private CausalMask() {}

    static Tensor make(long size, @Nullable Device device, @Nullable DType dtype) {
        return Torch.triu(
                Torch.full(new long[] {size, size}, Double.NEGATIVE_INFINITY, options -> {
                    if (device != null) {
                        options.device(device);
                    }
                    if (dtype != null) {
                        options.dtype(dtype);
                    }
                }),
                1);
    }

    /** Whether a mask is causal, if the caller did not say ({@code _detect_is_causal_mask}). */
    static boolean detect(@Nullable Tensor mask, @Nullable Boolean given, long size) {
        if (given != null || mask == null) {
            return Boolean.TRUE.equals(given);
        }
        Tensor causal = make(size, mask.device(), mask.dtype());
        return Arrays.equals(mask.shape(), causal.shape())
                && mask.eq(causal).all().itemBoolean();
    }

    static long length(Tensor sequences, boolean batchFirst) {
        return sequences.dim() == 2 ? sequences.size(0) : sequences.size(batchFirst ? 1 : 0);
    }
}
