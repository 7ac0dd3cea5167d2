package dev.sconce.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.torch.Results;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolingIndicesTest {
    @Test
    void calls_with_indices_run_hooks() {
        try (var scope = new TensorScope()) {
            List<Object> seen = new ArrayList<>();
            MaxPool1d pool = new MaxPool1d(2);
            pool.registerForwardHook((module, args, output) -> seen.add(output));
            AdaptiveMaxPool2d adaptive = new AdaptiveMaxPool2d(2, true);
            adaptive.registerInputReplacer((module, args) -> ((Tensor) args.get(0)).neg());
            Results.ValuesIndices pooled = pool.callWithIndices(
                    Torch.arange(4).to(dev.sconce.torch.DType.FLOAT32).view(1, 4));
            assertThat(seen).containsExactly(pooled);
            assertThat(adaptive.returnIndices).isTrue();
            Tensor smallest = adaptive.callWithIndices(Torch.ones(1, 4, 4)).values();
            assertThat(smallest.equal(Torch.ones(1, 2, 2).neg())).isTrue();
        }
    }
}
