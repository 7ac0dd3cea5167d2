package dev.sconce.data;

import dev.sconce.torch.DType;
import dev.sconce.torch.Generator;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import org.jspecify.annotations.Nullable;

/** Seeds of generators, themselves drawn: {@code torch.empty((), dtype=torch.int64).random_(generator=...).item()}. */
final class DrawnSeed {
    private DrawnSeed() {}

    /** The next one, from 0 on; of the default generator for null. */
    static long next(@Nullable Generator generator) {
        try (Tensor seed = Torch.empty(new long[0], o -> o.dtype(DType.INT64))) {
            return seed.random_(generator).itemLong();
        }
    }
}
